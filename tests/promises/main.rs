//! One promise of the course a module.

mod editions;
mod form;
mod includes;
mod kinds;
mod links;
mod listings_differ;
mod quiz_answers;
mod skeptic;
mod terms;
mod translation;
mod typed_output;
