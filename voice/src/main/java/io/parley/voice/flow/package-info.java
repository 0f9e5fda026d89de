/// Hand-written streams, where a framework would be more work: [Outlet] publishes sound or
/// transcripts, [AtEnd] only waits for the end, [Timer] runs tasks later, [Rounds] again and again.
package io.parley.voice.flow;
