/// Streams by hand, where a framework would be more than the work: [Outlet] is the end that sound
/// or transcripts come out of, [Timer] is how something is done later.
package io.parley.voice.flow;
