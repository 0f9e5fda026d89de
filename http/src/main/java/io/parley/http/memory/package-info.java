/// What is remembered of customers, over HTTP, for people of the company:
/// [io.parley.http.memory.MemoryEndpoints] is the door.
package io.parley.http.memory;
