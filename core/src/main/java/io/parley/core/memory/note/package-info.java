/// Memories as a model writes them: prompts that ask for them, and checks of its answers. Start at
/// [io.parley.core.memory.note.MemoryNotes].
package io.parley.core.memory.note;
