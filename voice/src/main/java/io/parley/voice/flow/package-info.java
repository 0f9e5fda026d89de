/// Streams by hand, where a framework would be more than the work: [Outlet] is the end that sound
/// or transcripts come out of, [AtEnd] is who only waits for it, [Timer] is how something is done
/// later.
package io.parley.voice.flow;
