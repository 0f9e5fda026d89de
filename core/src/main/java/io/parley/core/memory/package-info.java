/// Short-term and long-term memory. Short-term: [io.parley.core.memory.History], the lines of a
/// conversation that go into prompts, and its summary. Long-term: [io.parley.core.memory.Memory],
/// written by a model ([io.parley.core.memory.note.MemoryNotes]), kept by a
/// [io.parley.core.memory.MemoryStore] and found by [io.parley.core.memory.Memories].
package io.parley.core.memory;
