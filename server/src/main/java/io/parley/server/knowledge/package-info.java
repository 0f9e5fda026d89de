/// The work of `parley knowledge`, over the API of a running server:
/// [io.parley.server.knowledge.FolderSync] uploads folders with an
/// [io.parley.server.client.OperatorClient].
package io.parley.server.knowledge;
