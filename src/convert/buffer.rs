//! Buffers: typed arrays to `memoryview` by one copy, Python's buffers to typed arrays by none
//! where that is possible.

use pyo3::prelude::*;

use std::rc::Rc;

use super::element::{Order, element, element_to_py};
use super::js_to_py::outcome;
use super::py_to_js::Outgoing;
use crate::ffi::area::address_of;
use crate::ffi::array_copy::ArrayCopy;
use crate::ffi::buffer_export::{BufferExport, Layout};
use crate::ffi::imports;
use crate::ffi::object::has_native_buffer;
use crate::ffi::record::{Record, Tag};
use crate::ffi::reference::Reference;

/// A memoryview of a copy of a typed array, DataView or ArrayBuffer.
///
/// # Errors
/// MemoryError; what JavaScript throws for a detached buffer.
pub fn to_py<'py>(py: Python<'py>, array: &Reference) -> PyResult<Bound<'py, PyAny>> {
    copy(py, array.slot())
}

/// As [`to_py`], for the value of a slot.
///
/// # Errors
/// As [`to_py`].
pub fn copy(py: Python<'_>, slot: u32) -> PyResult<Bound<'_, PyAny>> {
    let (_, record) = outcome(py, imports::describe_buffer(slot))?;
    let byte_length = record.first();
    let format = u8::try_from(record.second()).unwrap_or(b'B');
    let copy = ArrayCopy::new(byte_length, format)?;
    outcome(
        py,
        imports::copy_buffer(slot, 0, copy.address(), byte_length),
    )?;
    copy.into_memoryview(py)
}

/// Whose memory a typed array shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    /// Python's, where a typed array can show it.
    Shared,
    /// Its own.
    Copied,
}

/// Writes a Python buffer as a typed array, one of several dimensions as nested Arrays of such, and
/// one of none as its only element, if its elements have a type in JavaScript. Tells whether they
/// have.
///
/// Elements that are not next to one another, not aligned or in the other byte order cannot be
/// shown where they lie: they are copied in any case.
///
/// # Errors
/// What the exporter raises but BufferError: ValueError for a released memoryview; MemoryError.
pub fn to_js<'py>(
    out: &mut Outgoing<'py>,
    object: &Bound<'py, PyAny>,
    memory: Memory,
) -> PyResult<bool> {
    if !has_native_buffer(object) {
        return Ok(false);
    }
    if memory == Memory::Copied && out.add_again(object) {
        return Ok(true);
    }
    let Some(buffer) = BufferExport::get(object)? else {
        return Ok(false);
    };
    let Some((format, order)) = element(buffer.format()) else {
        return Ok(false);
    };
    let layout = buffer.layout();
    if layout.shape.is_empty() {
        let bytes = buffer.to_bytes(object.py(), order == Order::Swapped)?;
        let value = element_to_py(object.py(), format, &bytes);
        return value.map_or(Ok(false), |value| out.add_immutable(&value));
    }
    if memory == Memory::Copied {
        out.open_buffer(object);
    }
    let rows = Rows {
        format,
        row_bytes: layout.row_bytes(buffer.item_size()),
    };
    if order == Order::Native && layout.has_whole_rows(buffer.address(), buffer.item_size()) {
        let buffer = Rc::new(buffer);
        rows.add(
            out,
            &layout,
            buffer.address(),
            &|out, address| match memory {
                Memory::Shared => out.add_view(rows.record(Tag::View, address), Rc::clone(&buffer)),
                Memory::Copied => out.push(rows.record(Tag::Copy, address)),
            },
        )?;
        out.keep_buffer(buffer);
    } else {
        let bytes = buffer.to_bytes(object.py(), order == Order::Swapped)?;
        let layout = layout.in_order(buffer.item_size());
        rows.add(out, &layout, address_of(bytes.as_ptr()), &|out, address| {
            out.push(rows.record(Tag::Copy, address));
        })?;
        out.keep_bytes(bytes);
    }
    Ok(true)
}

/// The rows of the innermost dimension: what becomes a typed array.
struct Rows {
    format: u8,
    row_bytes: u32,
}

impl Rows {
    /// Writes Arrays of Arrays of rows, each of which `add_row` writes.
    fn add<'py>(
        &self,
        out: &mut Outgoing<'py>,
        layout: &Layout,
        address: u32,
        add_row: &dyn Fn(&mut Outgoing<'py>, u32),
    ) -> PyResult<()> {
        self.add_dimension(out, &layout.shape, &layout.strides, address, add_row)
    }

    fn add_dimension<'py>(
        &self,
        out: &mut Outgoing<'py>,
        shape: &[i32],
        strides: &[i32],
        address: u32,
        add_row: &dyn Fn(&mut Outgoing<'py>, u32),
    ) -> PyResult<()> {
        let ([length, shape @ ..], [stride, strides @ ..]) = (shape, strides) else {
            return Ok(());
        };
        if shape.is_empty() {
            // Where there are no bytes CPython gives any address, which need not be aligned.
            add_row(out, if self.row_bytes == 0 { 0 } else { address });
            return Ok(());
        }
        out.open_array(u32::try_from(*length)?);
        for index in 0..*length {
            let address = address.wrapping_add_signed(index * stride);
            self.add_dimension(out, shape, strides, address, add_row)?;
        }
        Ok(())
    }

    fn record(&self, tag: Tag, address: u32) -> Record {
        Record::pair(tag, address, self.row_bytes).with_extra(u32::from(self.format))
    }
}
