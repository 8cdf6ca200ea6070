//! What the source says at a place: the text of a call, the name of what is made.

use crate::place::Place;
use proc_macro2::{LineColumn, Span};
use std::cmp::Reverse;
use std::collections::HashMap;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// Longer calls are shown without their arguments.
const LABEL_WIDTH: usize = 60;

pub struct Source {
    /// The file that is read, its rank, and what it holds.
    text: String,
    file: u16,
    calls: HashMap<Place, String>,
    /// Initialisers and what they are bound to; a field's name begins with a dot.
    bindings: Vec<(Range, String)>,
    closures: Vec<Range>,
    /// The function whose call is what a spawn gets.
    spawned: HashMap<Place, String>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Range {
    start: Place,
    end: Place,
}

impl Range {
    fn holds(&self, place: Place) -> bool {
        self.start <= place && place < self.end
    }

    fn encloses(&self, other: &Range) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl Source {
    pub fn parse(text: &str) -> Result<Source, syn::Error> {
        let mut source = Source {
            text: String::new(),
            file: 0,
            calls: HashMap::new(),
            bindings: vec![],
            closures: vec![],
            spawned: HashMap::new(),
        };
        source.read(0, text)?;
        Ok(source)
    }

    /// One of the listing's files more.
    pub fn read(&mut self, rank: u16, text: &str) -> Result<(), syn::Error> {
        let file = syn::parse_file(text)?;
        (self.file, self.text) = (rank, text.into());
        self.visit_file(&file);
        Ok(())
    }

    fn place(&self, at: LineColumn) -> Place {
        Place {
            file: self.file,
            line: at.line as u32,
            column: at.column as u32 + 1,
        }
    }

    fn range(&self, span: Span) -> Range {
        Range {
            start: self.place(span.start()),
            end: self.place(span.end()),
        }
    }

    /// The call, macro or loop head that begins at the place.
    pub fn label(&self, place: Place) -> Option<&str> {
        self.calls.get(&place).map(String::as_str)
    }

    /// The binding, field or static in whose initialiser the place is: `a`,
    /// `fork.left`, `COUNT`. What a closure there makes is not what is bound,
    /// unless it makes the elements (`map`).
    pub fn binding(&self, place: Place) -> Option<String> {
        let closures: Vec<&Range> = self
            .closures
            .iter()
            .filter(|range| range.holds(place))
            .collect();
        let made_here = |range: &Range| !closures.iter().any(|closure| range.encloses(closure));
        let mut around: Vec<&(Range, String)> = self
            .bindings
            .iter()
            .filter(|(range, _)| range.holds(place) && made_here(range))
            .collect();
        around.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
        let mut name = String::new();
        for (_, part) in around.iter().rev() {
            name.insert_str(0, part);
            if !part.starts_with('.') {
                break;
            }
        }
        let name = name.trim_start_matches('.');
        (!name.is_empty()).then(|| name.to_string())
    }

    /// The function that what is spawned there begins with: `cook`, for `spawn(cook(1))`.
    pub fn spawned(&self, place: Place) -> Option<String> {
        self.spawned.get(&place).cloned()
    }

    fn spawns(&mut self, at: Span, name: &syn::Ident, first: Option<&syn::Expr>) {
        if name.to_string().starts_with("spawn")
            && let Some(syn::Expr::Call(call)) = first
            && let Some(called) = last_name(&call.func)
        {
            self.spawned
                .insert(self.place(at.start()), called.to_string());
        }
    }

    fn words(&self, span: Span) -> String {
        self.text[span.byte_range()]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn call(&mut self, at: Span, whole: Span, short: impl FnOnce(&Source) -> String) {
        let mut label = self.words(whole);
        if label.len() > LABEL_WIDTH {
            label = format!("{}(…)", short(self));
        }
        self.calls.insert(self.place(at.start()), label);
    }

    fn bind(&mut self, value: &syn::Expr, name: String) {
        self.bindings.push((self.range(value.span()), name));
    }
}

/// `spawn` of `tokio::spawn`.
fn last_name(path: &syn::Expr) -> Option<&syn::Ident> {
    match path {
        syn::Expr::Path(path) => path.path.segments.last().map(|last| &last.ident),
        _ => None,
    }
}

fn bound_name(pattern: &syn::Pat) -> Option<String> {
    match pattern {
        // `_cook` is how Rust writes a name that is not used again.
        syn::Pat::Ident(name) => Some(name.ident.to_string().trim_start_matches('_').into()),
        syn::Pat::Type(typed) => bound_name(&typed.pat),
        syn::Pat::Tuple(tuple) => {
            let names: Vec<String> = tuple.elems.iter().filter_map(bound_name).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

impl<'a> Visit<'a> for Source {
    fn visit_local(&mut self, local: &'a syn::Local) {
        if let (Some(name), Some(init)) = (bound_name(&local.pat), &local.init) {
            self.bind(&init.expr, name);
        }
        visit::visit_local(self, local);
    }

    fn visit_item_static(&mut self, item: &'a syn::ItemStatic) {
        self.bind(&item.expr, item.ident.to_string());
        visit::visit_item_static(self, item);
    }

    fn visit_item_const(&mut self, item: &'a syn::ItemConst) {
        self.bind(&item.expr, item.ident.to_string());
        visit::visit_item_const(self, item);
    }

    fn visit_field_value(&mut self, field: &'a syn::FieldValue) {
        if let syn::Member::Named(name) = &field.member {
            self.bind(&field.expr, format!(".{name}"));
        }
        visit::visit_field_value(self, field);
    }

    fn visit_expr_closure(&mut self, closure: &'a syn::ExprClosure) {
        self.closures.push(self.range(closure.span()));
        visit::visit_expr_closure(self, closure);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        let short =
            |source: &Source| format!("{}.{}", source.words(call.receiver.span()), call.method);
        self.call(call.method.span(), call.span(), short);
        self.spawns(call.method.span(), &call.method, call.args.first());
        visit::visit_expr_method_call(self, call);
        if call.method == "map" || call.method == "flat_map" {
            let makes_elements: Vec<Range> =
                call.args.iter().map(|arg| self.range(arg.span())).collect();
            self.closures
                .retain(|closure| !makes_elements.contains(closure));
        }
    }

    fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
        self.call(call.span(), call.span(), |source| {
            source.words(call.func.span())
        });
        if let Some(name) = last_name(&call.func) {
            self.spawns(call.span(), name, call.args.first());
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_await(&mut self, awaited: &'a syn::ExprAwait) {
        let at = awaited.await_token.span;
        self.call(at, awaited.span(), |source| {
            source.words(awaited.base.span())
        });
        visit::visit_expr_await(self, awaited);
    }

    fn visit_expr_for_loop(&mut self, head: &'a syn::ExprForLoop) {
        let label = format!(
            "for {} in {}",
            self.words(head.pat.span()),
            self.words(head.expr.span())
        );
        self.calls
            .insert(self.place(head.expr.span().start()), label);
        visit::visit_expr_for_loop(self, head);
    }

    /// The arguments of `println!` and its like are expressions too.
    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        self.call(mac.path.span(), mac.span(), |source| {
            format!("{}!", source.words(mac.path.span()))
        });
        let arguments = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
        if let Ok(arguments) = arguments.parse2(mac.tokens.clone()) {
            for argument in &arguments {
                // Its own tree lives only here; the visitor keeps none of it.
                Inside(self).visit_expr(argument);
            }
        }
    }
}

/// The same visitor, for a tree of another lifetime.
struct Inside<'s>(&'s mut Source);

impl<'a> Visit<'a> for Inside<'_> {
    fn visit_expr(&mut self, expression: &'a syn::Expr) {
        Visit::visit_expr(self.0, expression);
    }
}
