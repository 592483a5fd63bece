//! What Python can do with a JavaScript object.

include!(concat!(env!("OUT_DIR"), "/js-feature.rs"));

/// A set of [`JsFeature`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JsFeatures(u32);

impl JsFeatures {
    /// No feature.
    pub const NONE: Self = Self(0);

    /// The set of one feature.
    #[must_use]
    pub const fn of(feature: JsFeature) -> Self {
        Self(feature as u32)
    }

    /// The set that JavaScript wrote as a number.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// Whether a feature is in the set.
    #[must_use]
    pub const fn has(self, feature: JsFeature) -> bool {
        self.0 & feature as u32 != 0
    }

    /// Whether `x[index]` is an element.
    #[must_use]
    pub const fn is_read_by_index(self) -> bool {
        self.has(JsFeature::Array)
            || self.has(JsFeature::ArrayLike)
            || self.has(JsFeature::TypedArray)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_what_its_bits_say() {
        let features = JsFeatures::from_bits(JsFeature::Array as u32 | JsFeature::Sized as u32);
        assert!(features.has(JsFeature::Array));
        assert!(features.has(JsFeature::Sized));
        assert!(!features.has(JsFeature::Callable));
        assert!(!JsFeatures::NONE.has(JsFeature::Array));
    }
}
