// The explorer's words: in the browser, and in the tables that need no script
// (course/src/pages/telling.rs). Both languages have the same keys.
"use strict";
const EXPLORER = {
  "elide": ["$^", ""],
  "heads": ["Step", "Thread", "Line", "Operation", "Result"],
  "table": "One order, as a table",
  "solution": "One solution, as a table",
  "failed": "The other orders could not be loaded ({0}): the one in the table remains.",
  "offline": "no answer",
  "partial": "The {0} orders do not fit in a page: follow, step by step, those that the buttons offer.",
  "unrecorded": "{0} (not recorded here)",
  "code": "Code of {0}, with the next line of each thread",
  "who": "Which thread moves?",
  "undo": "Undo",
  "restart": "Start again",
  "worst": "The plainest failure",
  "best": "The plainest success",
  "offers": {
    "exit": "An order that prints: {0}",
    "deadlock": "An order that ends in a deadlock",
    "panic": "An order that ends with a panic",
    "error": "An order that ends with an error",
    "data race": "An order that ends in a data race"
  },
  "start": "No step yet. Choose the thread that moves.",
  "steps": "Step {0}: {1}.",
  "state": "{0}: {1}",
  "line": "line {0}, {1}",
  "unborn": "not spawned yet",
  "finished": "finished",
  "stopped": "stopped with the program",
  "lanes": "The steps of each thread",
  "step": "Step",
  "waited": "waits",
  "next": "Next operation",
  "objects": "Shared objects",
  "object": ["Object", "Value", "Held by"],
  "printed": "Printed so far",
  "nothing": "nothing",
  "quoted": "“{0}”",
  "way": "way {0}",
  "ops": {
    "unlock": "releases {0}",
    "wake": "wakes up from {0}",
    "pass": "passes {0}",
    "receiver gone": "no receiver left for {0}",
    "owner gone": "is no longer an owner of {0}",
    "weak gone": "is no longer a weak owner of {0}",
    "sender gone": "leaves {0}, where other senders are",
    "last sender gone": "no sender left for {0}",
    "initialised": "{0} is initialized",
    "panic": "panics: {1}",
    "exit": "ends",
    "end of scope": "end of the scope"
  },
  "bare": {
    "force": "asks for {0}",
    "recv": "receives from {0}",
    "plain read": "reads {0}",
    "plain write": "writes to {0}",
    "plain pointer": "takes a pointer to {0}"
  },
  "waits": {
    "join": "waits for the end of {0}",
    "asleep": "waits, asleep, to be woken by {0}",
    "woken": "waits to take its lock again",
    "recv": "waits for a message from {0}",
    "send": "waits for room in {0}",
    "hand over": "waits for its message to be taken from {0}",
    "park": "waits, asleep, for an unpark",
    "pass": "waits for the others at {0}",
    "other": "waits for {0}",
    "held": "{0}, held by {1}"
  },
  "holders": {
    "condvar": "asleep: {0}",
    "barrier": "waiting: {0}"
  },
  "results": [
    ["^wakes 1$", "wakes 1 thread"],
    ["^wakes (\\d+)$", "wakes $1 threads"],
    ["^Err: timed out$", "timed out"],
    ["^runs the closure$", "it is the one to do it"],
    [" receiver gone$", ", no receiver left"],
    [" senders gone$", ", no sender left"]
  ],
  "ends": {
    "exit": "Finished.",
    "wrong": "Failed.",
    "deadlock": "Deadlock.",
    "panic": "Panic.",
    "error": "Error.",
    "data race": "Data race."
  },
  "why": {
    "exit": "Printed: {0}.",
    "silent": "Nothing is printed.",
    "deadlock": "{0} {1}.",
    "panic": "Message: {0}.",
    "error": "Returned by main: {0}.",
    "data race": "{0}, {1}, and {2}, {3}: no arrow leads from the first access to the second, and one of them writes."
  },
  "plain": {
    "none": "no cell is watched",
    "cells": "plain memory watched: {0}, and nothing else",
    "unsure": "nothing orders lines {0} and {1}, and the exploration does not see whether one of them writes"
  },
  "share": ["{0} of {1} orders ends this way.", "{0} of {1} orders end this way.", "All orders end this way."],
  "level": {
    "goal": "Make the program {0}.",
    "or": " or ",
    "to": {"exit": "print {0}", "silent": "print nothing", "any": "print what it must not", "deadlock": "deadlock", "panic": "panic", "error": "end with an error", "data race": "cause a data race"},
    "break": "Try to break this program.",
    "safe": ["The only possible order goes well.", "This order goes well. There are {0} in all, and none of them fails."],
    "missed": "This order goes well: undo, or start again.",
    "won": ["Won in {0}, the fewest possible.", "Won in {0}; the fewest possible is {1}."],
    "moves": ["{0} move", "{0} moves"],
    "solved": "Won; your best: {0}.",
    "hint": "Hint",
    "try": "Hint: let {0} move.",
    "tryWay": "Hint: let {0} move, and get {1}.",
    "lost": "Hint: from here, no order fails; step back."
  }
};
