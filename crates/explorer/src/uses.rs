//! What becomes of the pointers that `get()` gives, as far as the listing says it
//! in the same expression: `*cell.get() += 1` writes there and then.

use crate::place::Place;
use crate::plain::Access;
use std::cell::RefCell;
use std::collections::HashMap;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Expr, UnOp};

thread_local! {
    static USES: RefCell<Uses> = RefCell::default();
}

#[derive(Default)]
struct Uses {
    /// The rank of the file that is read.
    file: u16,
    known: HashMap<Place, Access>,
}

/// Says what the files hold that the accesses to come are in, by rank.
pub fn enter<'a>(texts: impl Iterator<Item = &'a str>) {
    USES.set(Uses::of(texts));
}

/// What the `get()` at the place is for.
pub fn use_of(place: Place) -> Access {
    let known = USES.with_borrow(|uses| uses.known.get(&place).copied());
    known.unwrap_or(Access::Given)
}

impl Uses {
    /// None where a text cannot be parsed: that is said elsewhere.
    fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Uses {
        let mut uses = Uses::default();
        for (rank, text) in (0..).zip(texts) {
            if let Ok(file) = syn::parse_file(text) {
                uses.file = rank;
                uses.visit_file(&file);
            }
        }
        uses
    }

    /// If the expression is `cell.get()`, it is used so.
    fn pointer(&mut self, pointer: &Expr, access: Access) {
        if let Expr::MethodCall(call) = peeled(pointer)
            && call.method == "get"
            && call.args.is_empty()
        {
            let at = call.method.span().start();
            let place = Place {
                file: self.file,
                line: at.line as u32,
                column: at.column as u32 + 1,
            };
            // What is around it is visited first, and knows better.
            self.known.entry(place).or_insert(access);
        }
    }

    /// If it is `*cell.get()`, it is used so.
    fn target(&mut self, target: &Expr, access: Access) {
        if let Some(pointer) = dereferenced(target) {
            self.pointer(pointer, access);
        }
    }
}

fn peeled(expression: &Expr) -> &Expr {
    match expression {
        Expr::Paren(inner) => peeled(&inner.expr),
        Expr::Group(inner) => peeled(&inner.expr),
        other => other,
    }
}

fn dereferenced(expression: &Expr) -> Option<&Expr> {
    match peeled(expression) {
        Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => Some(&unary.expr),
        _ => None,
    }
}

/// The first argument of `ptr::NAME`, or the receiver of such a method.
fn access_of(name: &str) -> Option<Access> {
    Some(match name {
        "read" | "read_volatile" | "read_unaligned" | "as_ref" => Access::Read,
        "write" | "write_volatile" | "write_unaligned" | "write_bytes" | "replace" | "swap"
        | "as_mut" | "drop_in_place" => Access::Write,
        _ => return None,
    })
}

/// Whose arguments are expressions that are evaluated, by reference or by value.
const READERS: &[&str] = &[
    "print",
    "println",
    "eprint",
    "eprintln",
    "format",
    "write",
    "writeln",
    "panic",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "vec",
];

impl<'a> Visit<'a> for Uses {
    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Assign(assign) => self.target(&assign.left, Access::Write),
            Expr::Binary(binary) if is_assignment(&binary.op) => {
                self.target(&binary.left, Access::Write);
            }
            // To make a reference counts as an access.
            Expr::Reference(reference) if reference.mutability.is_some() => {
                self.target(&reference.expr, Access::Write);
            }
            // Only a place, or a part of one: other parts are other memory.
            Expr::RawAddr(raw) => self.target(&raw.expr, Access::Given),
            Expr::Field(field) => self.target(&field.base, Access::Given),
            Expr::Index(index) => self.target(&index.expr, Access::Given),
            Expr::Match(matched) => self.target(&matched.expr, Access::Given),
            Expr::Let(condition) => self.target(&condition.expr, Access::Given),
            Expr::MethodCall(call) => {
                if let Some(access) = access_of(&call.method.to_string()) {
                    self.pointer(&call.receiver, access);
                }
            }
            Expr::Call(call) => {
                if let Expr::Path(path) = &*call.func
                    && let [.., module, name] = &*path.path.segments.iter().collect::<Vec<_>>()
                    && module.ident == "ptr"
                    && let (Some(access), Some(first)) =
                        (access_of(&name.ident.to_string()), call.args.first())
                {
                    self.pointer(first, access);
                }
            }
            // Whatever it is for, it is at least read.
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => {
                self.pointer(&unary.expr, Access::Read);
            }
            _ => {}
        }
        visit::visit_expr(self, expression);
    }

    fn visit_local(&mut self, local: &'a syn::Local) {
        // `let _ = *pointer` reads nothing; a pattern may bind a part of it.
        if let (false, Some(init)) = (is_name(&local.pat), &local.init) {
            self.target(&init.expr, Access::Given);
        }
        visit::visit_local(self, local);
    }

    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        let name = mac.path.segments.last();
        if !name.is_some_and(|name| READERS.iter().any(|reader| name.ident == reader)) {
            return;
        }
        let arguments = Punctuated::<Expr, syn::Token![,]>::parse_terminated;
        if let Ok(arguments) = arguments.parse2(mac.tokens.clone()) {
            for argument in &arguments {
                Inside(self).visit_expr(argument);
            }
        }
    }
}

/// The same visitor, for a tree of another lifetime.
struct Inside<'s>(&'s mut Uses);

impl<'a> Visit<'a> for Inside<'_> {
    fn visit_expr(&mut self, expression: &'a Expr) {
        Visit::visit_expr(self.0, expression);
    }
}

fn is_name(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Ident(name) => name.by_ref.is_none(),
        syn::Pat::Type(typed) => is_name(&typed.pat),
        _ => false,
    }
}

fn is_assignment(operator: &syn::BinOp) -> bool {
    use syn::BinOp::*;
    matches!(
        operator,
        AddAssign(_)
            | SubAssign(_)
            | MulAssign(_)
            | DivAssign(_)
            | RemAssign(_)
            | BitXorAssign(_)
            | BitAndAssign(_)
            | BitOrAssign(_)
            | ShlAssign(_)
            | ShrAssign(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use Access::{Given, Read, Write};

    /// Of the first `get` in the body of a function.
    #[track_caller]
    fn check(expression: &str, expected: Access) {
        let text = format!("fn f() {{ {expression}; }}");
        let column = text.find("get").unwrap() as u32 + 1;
        let at = |file| Place {
            file,
            line: 1,
            column,
        };
        enter(["", &text].into_iter());
        assert_eq!(use_of(at(1)), expected, "{expression}");
        assert_eq!(use_of(at(0)), Given, "another file");
    }

    #[test]
    fn what_is_written_at_once_is_seen_to_be() {
        check("unsafe { *cell.get() = 1 }", Write);
        check("unsafe { *cell.0.get() += x }", Write);
        check("unsafe { &mut *self.cell.get() }", Write);
        check("unsafe { (*cell.get()) -= 1 }", Write);
        check("unsafe { cell.get().write(1) }", Write);
        check("unsafe { std::ptr::write(cell.get(), 1) }", Write);
        check("mem::take(unsafe { &mut *cell.get() })", Write);
    }

    #[test]
    fn what_is_read_at_once_is_seen_to_be() {
        check("let x = unsafe { *cell.get() }", Read);
        check("println!(\"{}\", unsafe { *cell.get() })", Read);
        check("assert_eq!(unsafe { *cell.get() }, 1)", Read);
        check("unsafe { &*self.cell.get() }", Read);
        check("unsafe { ptr::read(cell.get()) }", Read);
        check("let x: u32 = unsafe { cell.get().read() }", Read);
        // By `&` or by `&mut`.
        check("unsafe { (*cell.get()).push(1) }", Read);
        check("unsafe { **cell.get() = 1 }", Read);
    }

    /// A name that is forgotten makes a doubt of a race.
    #[test]
    fn every_name_is_known_for_what_it_does() {
        for name in ["read", "read_volatile", "read_unaligned", "as_ref"] {
            check(&format!("cell.get().{name}()"), Read);
            check(&format!("ptr::{name}(cell.get())"), Read);
        }
        for name in ["write", "write_volatile", "write_unaligned", "write_bytes"] {
            check(&format!("cell.get().{name}(0)"), Write);
        }
        for name in ["replace", "swap", "as_mut", "drop_in_place"] {
            check(&format!("ptr::{name}(cell.get(), x)"), Write);
        }
        for operator in ["+=", "-=", "*=", "/=", "%=", "^=", "&=", "|=", "<<=", ">>="] {
            check(&format!("*cell.get() {operator} 1"), Write);
        }
        let readers = "print println eprint eprintln format write writeln panic vec \
                       assert assert_eq assert_ne debug_assert debug_assert_eq debug_assert_ne";
        for reader in readers.split(' ') {
            check(&format!("{reader}!(x, *cell.get())"), Read);
        }
        check("other::write(cell.get(), 1)", Given);
        check("vanish!(*cell.get())", Given);
    }

    #[test]
    fn what_may_come_later_or_elsewhere_is_not_known() {
        check("let pointer = cell.get()", Given);
        check("cell.get()", Given);
        check("unsafe { cell.get().add(1).write(1) }", Given);
        check("unsafe { (*cell.get()).left = 1 }", Given);
        check("unsafe { (*cell.get())[0] = 1 }", Given);
        check("unsafe { &raw mut *cell.get() }", Given);
        check("unsafe { ptr::addr_of!(*cell.get()) }", Given);
        check("match *cell.get() { ref mut x => x }", Given);
        check("if let ref mut x = *cell.get() {}", Given);
        check("let ref mut x = *cell.get()", Given);
        check("let x: &mut u32 = &mut *cell.get()", Write);
        check("let _ = unsafe { *cell.get() }", Read);
        check("unsafe { let _ = *cell.get(); }", Given);
        check(
            "unsafe { let Some(ref mut x) = *cell.get() else { return }; }",
            Given,
        );
        check("map.get(&1)", Given);
        check("*map.get(&1) = 2", Given);
    }
}
