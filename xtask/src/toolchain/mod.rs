//! The toolchain: which parts there are, where they come from, how they are built into the cache folder.
