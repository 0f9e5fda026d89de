/// What operators look at, on a port of its own that is never shown to the world: whether the
/// program lives and may have traffic, what it measures, and the state of the cluster. Labels are
/// of small fixed sets; no id, no name and no word of anybody is ever one.
package io.parley.http.ops;
