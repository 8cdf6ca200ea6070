//! One promise of the course a module.

mod against_shuttle;
mod bad_input;
mod editions;
mod english;
mod evidence;
mod explored;
mod form;
mod includes;
mod killed;
mod kinds;
mod levels;
mod links;
mod listings_differ;
mod measures;
mod mutants;
mod own;
mod program;
mod quiz_answers;
mod recordings;
mod rooms;
mod skeptic;
mod stock;
mod terms;
mod timelines;
mod translation;
mod typed_output;
