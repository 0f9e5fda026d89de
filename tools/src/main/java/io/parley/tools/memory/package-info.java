/// What is remembered, found by meaning. [io.parley.tools.memory.RecallByMeaning] is the door; what
/// there is to find, and whose it is, the [io.parley.core.memory.MemoryStore] says.
package io.parley.tools.memory;
