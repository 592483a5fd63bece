//! The fixed piece of memory in which values cross: records, and room for short texts.
//!
//! Both sides write it just before a crossing and read it just after; nothing in it outlives one.

use std::cell::UnsafeCell;
use std::mem::MaybeUninit;

use super::record::{Record, Tag};

const RECORDS: usize = 64;
const SCRATCH: usize = 4096;

/// What `js/src/area.ts` reads: address and size of both parts.
type Layout = [u32; 4];

struct Area {
    layout: UnsafeCell<Layout>,
    records: UnsafeCell<[Record; RECORDS]>,
    scratch: UnsafeCell<[u16; SCRATCH]>,
}

thread_local! {
    static AREA: Area = const {
        Area {
            layout: UnsafeCell::new([0; 4]),
            records: UnsafeCell::new([Record::new(Tag::Undefined); RECORDS]),
            scratch: UnsafeCell::new([0; SCRATCH]),
        }
    };
}

/// Address of four u32: address of the records, their number, address of the scratch area, its bytes.
#[must_use]
pub fn layout() -> u32 {
    AREA.with(|area| {
        let sizes = [
            address_of(area.records.get()),
            RECORDS as u32,
            address_of(area.scratch.get()),
            (SCRATCH * size_of::<u16>()) as u32,
        ];
        // SAFETY: the cell belongs to this thread and no reference into it is ever made.
        unsafe { area.layout.get().write(sizes) };
        address_of(area.layout.get())
    })
}

/// Address of the first record.
#[must_use]
pub fn address() -> u32 {
    AREA.with(|area| address_of(area.records.get()))
}

/// The first record.
#[must_use]
pub fn result() -> Record {
    // SAFETY: the first record is inside the area, which lives as long as the thread; JavaScript
    // writes whole records of plain numbers, for which every bit pattern is valid.
    AREA.with(|area| unsafe { Record::read(area.records.get().cast()) })
}

/// Writes the first record.
#[inline(always)]
pub fn set_result(record: Record) {
    // SAFETY: as above, and no reference into the area is ever made.
    AREA.with(|area| unsafe { record.write(area.records.get().cast()) });
}

/// Reads one of so many records that JavaScript wrote to an address, which is the area's or was
/// given out by [`reserve`].
#[must_use]
pub fn read(address: u32, index: u32) -> Record {
    let records = address as usize as *const Record;
    // SAFETY: JavaScript passes on the addresses that it got from this module and writes as many
    // records there as it says; a record is plain numbers.
    unsafe { Record::read(records.add(index as usize)) }
}

/// Reads so many numbers that JavaScript wrote to an address which [`reserve`] gave out.
#[must_use]
pub fn read_numbers(address: u32, count: u32) -> Vec<u32> {
    let numbers = address as usize as *const u32;
    (0..count as usize)
        // SAFETY: JavaScript reserves as much room as its numbers need before it writes them.
        .map(|index| unsafe { numbers.add(index).read_volatile() })
        .collect()
}

/// The so many Numbers that JavaScript wrote to an address in room which [`reserve`] gave out, for as
/// long as nobody gives it to [`unreserve`].
pub fn numbers(address: u32, count: u32) -> impl ExactSizeIterator<Item = f64> {
    let numbers = address as usize as *const f64;
    // SAFETY: JavaScript writes as many as it says, and every bit pattern is valid.
    (0..count as usize).map(move |index| unsafe { numbers.add(index).read_volatile() })
}

/// Room for so many records, to be written before they are read; 0 where there is no memory. The
/// caller owns it until it gives it to [`unreserve`].
#[must_use]
pub fn reserve(count: u32) -> u32 {
    let mut room = Vec::<MaybeUninit<Record>>::new();
    if room.try_reserve_exact(count as usize).is_err() {
        return 0;
    }
    // SAFETY: there is room for so many, and these need no initialisation.
    unsafe { room.set_len(count as usize) };
    address_of(Box::into_raw(room.into_boxed_slice()).cast::<Record>())
}

/// Ends the ownership of room for records.
pub fn unreserve(address: u32, count: u32) {
    let start = address as usize as *mut MaybeUninit<Record>;
    let room = std::ptr::slice_from_raw_parts_mut(start, count as usize);
    // SAFETY: `reserve` made a box of this address and length, and it is given back once.
    drop(unsafe { Box::from_raw(room) });
}

/// The address of a slice of records, for JavaScript to read during the next call.
#[must_use]
pub fn address_of_records(records: &[Record]) -> u32 {
    address_of(records.as_ptr())
}

/// The address of something, as JavaScript knows it: this memory has 32 bits.
#[expect(
    clippy::cast_possible_truncation,
    reason = "addresses have 32 bits on wasm32"
)]
pub fn address_of<T>(pointer: *const T) -> u32 {
    pointer as usize as u32
}
