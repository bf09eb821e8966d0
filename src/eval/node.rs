//! A value of a gold line and the path to it, so that whatever is wrong with it can be told with its place.

use std::fmt::Display;

use serde_json::Value;

use super::error::Fault;

/// A value and where in its line it stands.
pub(super) struct Node<'a> {
    pub value: &'a Value,
    pub path: String,
}

impl<'a> Node<'a> {
    /// A whole line.
    pub(super) fn root(value: &'a Value) -> Self {
        Self {
            value,
            path: String::new(),
        }
    }

    /// A fault of this value.
    pub(super) fn fault(&self, message: impl Into<String>) -> Fault {
        Fault::new(self.path.clone(), message)
    }

    /// The value under `key`; none where it is absent or null.
    pub(super) fn get(&self, key: &str) -> Option<Node<'a>> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        let path = if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        };
        Some(Node { value, path })
    }

    /// The value under `key`, which must be there.
    pub(super) fn need(&self, key: &str) -> Result<Node<'a>, Fault> {
        self.get(key)
            .ok_or_else(|| self.fault(format!("\"{key}\" is missing; add it")))
    }

    /// The members of a list under `key`; none where it is absent.
    pub(super) fn list(&self, key: &str) -> Result<Vec<Node<'a>>, Fault> {
        match self.get(key) {
            Some(node) => node.members(),
            None => Ok(Vec::new()),
        }
    }

    /// The members of this list.
    pub(super) fn members(&self) -> Result<Vec<Node<'a>>, Fault> {
        let items = self.value.as_array();
        let items = items.ok_or_else(|| self.unlike("a list"))?;
        let member = |(at, value)| Node {
            value,
            path: format!("{}[{at}]", self.path),
        };
        Ok(items.iter().enumerate().map(member).collect())
    }

    /// The text that it is.
    pub(super) fn text(&self) -> Result<&'a str, Fault> {
        self.value.as_str().ok_or_else(|| self.unlike("text"))
    }

    /// The text under `key`, where there is one.
    pub(super) fn text_of(&self, key: &str) -> Result<Option<&'a str>, Fault> {
        self.get(key).map(|node| node.text()).transpose()
    }

    /// Whether it is true or 1.
    pub(super) fn flag(&self) -> Result<bool, Fault> {
        match self.value {
            Value::Bool(flag) => Ok(*flag),
            Value::Number(number) if number.as_u64() == Some(0) => Ok(false),
            Value::Number(number) if number.as_u64() == Some(1) => Ok(true),
            _ => Err(self.unlike("true or false")),
        }
    }

    /// The member of a vocabulary that it names.
    pub(super) fn one_of<T: Copy + Display>(&self, all: &[T]) -> Result<T, Fault> {
        let text = self.text()?;
        let found = all.iter().find(|it| it.to_string() == text);
        found.copied().ok_or_else(|| {
            let names: Vec<String> = all.iter().map(T::to_string).collect();
            let names = names.join(", ");
            self.fault(format!("{text:?} is none of {names}; write one of these"))
        })
    }

    fn unlike(&self, wanted: &str) -> Fault {
        let found = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        self.fault(format!("expected {wanted}, found {found}; correct it"))
    }
}
