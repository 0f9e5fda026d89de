/// Where work stands in a trace, as one word that crosses nodes and the journal. Traces themselves
/// are the edge's business.
package io.parley.core.trace;
