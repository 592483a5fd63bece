// Inside the factory: the functions that the wasm imports, one object for each runtime.
var crossing = Module["crossing"];
