/// The parent trace context of work, in a form that crosses nodes and the journal. Only the edge
/// records traces.
package io.parley.core.trace;
