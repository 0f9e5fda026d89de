/// Marks in a reply that tell a voice how to say a part of it. Start at [MarkReader], which takes
/// them out of a model's text, so that nothing but voices ever sees one. Must not know how the
/// parts are said.
package io.parley.core.speech.mark;
