/// What is remembered. Of a conversation while it lasts: [io.parley.core.memory.History], what of
/// it goes into a prompt and what is compressed. Beyond it: [io.parley.core.memory.Memory], how a
/// model is asked what is worth it ([io.parley.core.memory.note.MemoryNotes]), who keeps it and who
/// finds it again.
package io.parley.core.memory;
