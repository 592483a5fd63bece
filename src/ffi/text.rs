//! Inside of `str`: its three widths, and text that JavaScript wrote to memory.

use pyo3::exceptions::PyMemoryError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyString;
use std::ffi::c_void;

use super::area::address_of;
use super::imports;
use super::record::{Record, Tag};
use super::reference::Reference;
use super::vector;

/// A record that shows JavaScript a str where it lies, or in UTF-16 where it has another width.
///
/// The record is good while `text` lives, and what `keep` gets: the UTF-16 form of text that needs
/// one.
///
/// # Errors
/// MemoryError where there is no room for that.
pub fn record_of(text: &Bound<'_, PyString>, keep: impl FnOnce(Box<[u16]>)) -> PyResult<Record> {
    let pointer = text.as_ptr();
    // SAFETY: `pointer` is a str, ready since Python 3.12; its data has `length` units of its kind
    // and does not move or change while the str lives.
    unsafe {
        let data = ffi::PyUnicode_DATA(pointer);
        let length = ffi::PyUnicode_GET_LENGTH(pointer).cast_unsigned();
        Ok(match ffi::PyUnicode_KIND(pointer) {
            ffi::PyUnicode_1BYTE_KIND if ffi::PyUnicode_IS_ASCII(pointer) != 0 => {
                pair(Tag::Ascii, address_of(data), length)
            }
            ffi::PyUnicode_1BYTE_KIND => pair(Tag::Latin1, address_of(data), length),
            ffi::PyUnicode_2BYTE_KIND => pair(Tag::Utf16, address_of(data), length),
            _ => {
                let units = utf16_units(std::slice::from_raw_parts(data.cast::<u32>(), length))?;
                let record = pair(Tag::Utf16, address_of(units.as_ptr()), units.len());
                keep(units);
                record
            }
        })
    }
}

/// A record that shows JavaScript an ASCII text of Rust's, good while the text lives.
#[must_use]
pub fn ascii_record(text: &str) -> Record {
    pair(Tag::Ascii, address_of(text.as_ptr()), text.len())
}

/// The interned str of the same text, which dicts of attributes find fastest.
#[must_use]
pub fn interned(text: Bound<'_, PyString>) -> Bound<'_, PyString> {
    let py = text.py();
    let mut pointer = text.into_any().into_ptr();
    // SAFETY: the pointer is an owned reference to a str, which CPython replaces by another.
    unsafe {
        ffi::PyUnicode_InternInPlace(&raw mut pointer);
        Bound::from_owned_ptr(py, pointer).cast_into_unchecked()
    }
}

/// The same text as a plain str, whatever class it has.
///
/// # Errors
/// MemoryError.
pub fn exact<'py>(text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyString>> {
    // SAFETY: `text` is a str; CPython gives it itself, or a copy without its class.
    unsafe {
        let plain = ffi::PyUnicode_FromObject(text.as_ptr());
        Ok(Bound::from_owned_ptr_or_err(text.py(), plain)?.cast_into_unchecked())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "lengths have 32 bits on wasm32"
)]
fn pair(tag: Tag, address: u32, length: usize) -> Record {
    Record::pair(tag, address, length as u32)
}

/// Code points as UTF-16 code units; lone surrogates stay as they are.
fn utf16_units(points: &[u32]) -> PyResult<Box<[u16]>> {
    let wide = points.iter().filter(|&&point| point > 0xFFFF).count();
    let mut units = vector::with_room(points.len() + wide)?;
    for &point in points {
        if let Ok(unit) = u16::try_from(point) {
            units.push(unit);
        } else if let Some(character) = char::from_u32(point) {
            units.extend_from_slice(character.encode_utf16(&mut [0; 2]));
        }
    }
    Ok(units.into_boxed_slice())
}

/// The str of a text that JavaScript wrote to memory, and has found to be all ASCII.
///
/// # Errors
/// MemoryError.
pub fn from_ascii(py: Python<'_>, address: u32, length: u32) -> PyResult<Bound<'_, PyString>> {
    // CPython has one str each for the empty text and for single characters.
    if length < 2 {
        return from_latin1(py, address, length);
    }
    let length = length as usize;
    // SAFETY: JavaScript wrote `length` bytes there, all below 128; a new str of as many belongs to us
    // alone until it is given out, and is filled whole.
    unsafe {
        let fresh = ffi::PyUnicode_New(length.cast_signed(), 127);
        let fresh = Bound::from_owned_ptr_or_err(py, fresh)?.cast_into_unchecked::<PyString>();
        let start = address as usize as *const u8;
        start.copy_to_nonoverlapping(ffi::PyUnicode_DATA(fresh.as_ptr()).cast(), length);
        Ok(fresh)
    }
}

/// The str of a text that JavaScript wrote to the scratch area, a byte each code point.
///
/// # Errors
/// MemoryError.
pub fn from_latin1(py: Python<'_>, address: u32, length: u32) -> PyResult<Bound<'_, PyString>> {
    from_kind(
        py,
        ffi::PyUnicode_1BYTE_KIND,
        address as usize as *const c_void,
        length as usize,
    )
}

/// The str of a text that JavaScript wrote to the scratch area as UTF-16 code units.
///
/// # Errors
/// MemoryError.
pub fn from_utf16(py: Python<'_>, address: u32, length: u32) -> PyResult<Bound<'_, PyString>> {
    let start = address as usize as *const u16;
    // SAFETY: JavaScript wrote `length` units there, and nothing writes while this reads.
    from_units(py, unsafe {
        std::slice::from_raw_parts(start, length as usize)
    })
}

/// The str of a long text that JavaScript holds.
///
/// # Errors
/// MemoryError.
pub fn from_reference<'py>(
    py: Python<'py>,
    text: &Reference,
    length: u32,
) -> PyResult<Bound<'py, PyString>> {
    if let Some(ascii) = from_ascii_reference(py, text, length)? {
        return Ok(ascii);
    }
    let mut units = Vec::new();
    units.try_reserve_exact(length as usize).map_err(|_| {
        PyMemoryError::new_err(format!("no memory for a text of {length} UTF-16 units"))
    })?;
    units.resize(length as usize, 0);
    imports::copy_utf16(text.slot(), address_of(units.as_mut_ptr()));
    from_units(py, &units)
}

/// The str of a long text, if that is all ASCII: then it is copied once, to where it stays.
fn from_ascii_reference<'py>(
    py: Python<'py>,
    text: &Reference,
    length: u32,
) -> PyResult<Option<Bound<'py, PyString>>> {
    // SAFETY: a new str of `length` bytes belongs to us alone until it is given out; JavaScript
    // fills it whole or says that it did not, and then it is dropped unseen.
    unsafe {
        let fresh = ffi::PyUnicode_New(length.cast_signed() as isize, 127);
        let fresh = Bound::from_owned_ptr_or_err(py, fresh)?.cast_into_unchecked::<PyString>();
        let data = ffi::PyUnicode_DATA(fresh.as_ptr());
        let all = imports::copy_ascii(text.slot(), address_of(data)) == Tag::True as u32;
        Ok(all.then_some(fresh))
    }
}

/// Whether two texts are the same, by their own storage: no code of their classes runs.
#[must_use]
pub fn same_text(one: &Bound<'_, PyString>, other: &Bound<'_, PyString>) -> bool {
    // SAFETY: both are str; comparing them raises nothing.
    unsafe { ffi::PyUnicode_Compare(one.as_ptr(), other.as_ptr()) == 0 }
}

fn from_units<'py>(py: Python<'py>, units: &[u16]) -> PyResult<Bound<'py, PyString>> {
    if units.iter().any(|unit| (0xD800..0xDC00).contains(unit)) {
        let mut points: Vec<u32> = vector::with_room(units.len())?;
        points.extend(
            char::decode_utf16(units.iter().copied()).map(|unit| {
                unit.map_or_else(|lone| u32::from(lone.unpaired_surrogate()), u32::from)
            }),
        );
        return from_kind(
            py,
            ffi::PyUnicode_4BYTE_KIND,
            points.as_ptr().cast(),
            points.len(),
        );
    }
    from_kind(
        py,
        ffi::PyUnicode_2BYTE_KIND,
        units.as_ptr().cast(),
        units.len(),
    )
}

fn from_kind(
    py: Python<'_>,
    kind: u32,
    data: *const c_void,
    length: usize,
) -> PyResult<Bound<'_, PyString>> {
    // SAFETY: every caller has `length` units of this kind at `data`; CPython copies them.
    unsafe {
        let text = ffi::PyUnicode_FromKindAndData(kind.cast_signed(), data, length.cast_signed());
        Ok(Bound::from_owned_ptr_or_err(py, text)?.cast_into_unchecked())
    }
}
