/// What a model is asked to note of a conversation, and what of its answer is believed. Start at
/// [io.parley.core.memory.note.MemoryNotes].
package io.parley.core.memory.note;
