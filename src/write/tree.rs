//! A page for a person.
