/// The regular expressions of all modules: [PatternsTest] refuses those that need a stack as deep,
/// or the square of the time, as their text is long.
package io.parley.conventions.pattern;
