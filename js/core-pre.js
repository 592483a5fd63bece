// Inside the factory: the functions that the wasm imports, made when there is a wasm. A variable of the
// factory's, so that engines find them without asking an object that anybody could change.
var crossing;
Module["connect"] = (functions) => {
  crossing = functions;
};
