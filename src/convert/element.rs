//! The elements of buffers: their formats, and a single one as a number.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat};

/// The formats of elements that have a typed array (`struct` module, native).
const FORMATS: &[u8] = b"Bc?bhHiIlLnNPqQefd";

/// The order of the bytes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As this platform has it: the lowest first.
    Native,
    /// The other one.
    Swapped,
}

/// The type code of an element, native size, and its byte order, if a typed array can show it.
#[must_use]
pub fn element(format: &[u8]) -> Option<(u8, Order)> {
    // Native sizes are the standard ones on this platform, and it is little-endian.
    let (code, order) = match format {
        [code] | [b'@' | b'=' | b'<', code] => (*code, Order::Native),
        [b'>' | b'!', code] => (*code, Order::Swapped),
        _ => return None,
    };
    FORMATS.contains(&code).then_some((code, order))
}

/// The element of a format whose bytes these are, the lowest first. Runs no Python code.
#[must_use]
pub fn element_to_py<'py>(py: Python<'py>, code: u8, bytes: &[u8]) -> Option<Bound<'py, PyAny>> {
    Some(match (code, bytes) {
        (b'?', &[byte]) => PyBool::new(py, byte != 0).to_owned().into_any(),
        (b'e', &[low, high]) => PyFloat::new(py, half(u16::from_le_bytes([low, high]))).into_any(),
        (b'f', _) => PyFloat::new(py, f32::from_le_bytes(bytes.try_into().ok()?).into()).into_any(),
        (b'd', _) => PyFloat::new(py, f64::from_le_bytes(bytes.try_into().ok()?)).into_any(),
        _ => int(code, bytes)?.into_pyobject(py).ok()?.into_any(),
    })
}

/// A whole number; codes in lower case but `c` are signed.
fn int(code: u8, bytes: &[u8]) -> Option<i128> {
    let is_signed = code.is_ascii_lowercase() && code != b'c';
    let mut number = [0; 8];
    number.get_mut(..bytes.len())?.copy_from_slice(bytes);
    let number = u64::from_le_bytes(number);
    if !is_signed {
        return Some(number.into());
    }
    // The sign is the highest bit of the element's own.
    let unused = 64 - 8 * u32::try_from(bytes.len()).ok()?;
    Some((number.checked_shl(unused)?.cast_signed() >> unused).into())
}

/// A number of IEEE 754's binary16.
fn half(bits: u16) -> f64 {
    let sign = if bits >> 15 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023));
    sign * match exponent {
        0 => fraction * 2_f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * 2_f64.powi(exponent - 25),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_have_a_code_and_an_order() {
        assert_eq!(element(b"<h"), Some((b'h', Order::Native)));
        assert_eq!(element(b">d"), Some((b'd', Order::Swapped)));
        assert_eq!(element(b"g"), None);
        assert_eq!(element(b"2i"), None);
    }

    #[test]
    fn whole_numbers_have_their_sign_and_width() {
        assert_eq!(int(b'b', &[255]), Some(-1));
        assert_eq!(int(b'c', &[255]), Some(255));
        assert_eq!(int(b'h', &[0, 128]), Some(-32768));
        assert_eq!(int(b'I', &[255; 4]), Some(0xFFFF_FFFF));
        assert_eq!(int(b'q', &[255; 8]), Some(-1));
        assert_eq!(int(b'Q', &[255; 8]), Some(u64::MAX.into()));
        assert_eq!(int(b'i', &[]), None);
    }

    #[test]
    fn half_floats_are_what_ieee_754_says() {
        assert_eq!(half(0x3C00), 1.0);
        assert_eq!(half(0xC000), -2.0);
        assert_eq!(half(0x7BFF), 65504.0);
        assert_eq!(half(0x0001), 2_f64.powi(-24));
        assert_eq!(half(0xFC00), f64::NEG_INFINITY);
        assert!(half(0x7E00).is_nan());
        assert!(half(0x8000).is_sign_negative());
    }
}
