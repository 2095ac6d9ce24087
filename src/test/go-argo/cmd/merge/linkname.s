// Lets the compiler accept a function without a body, which the linker finds elsewhere.
