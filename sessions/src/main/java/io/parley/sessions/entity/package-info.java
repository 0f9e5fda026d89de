/// The session's actor: [io.parley.sessions.entity.SessionEntity] is the shell around core's rules,
/// [io.parley.sessions.entity.SideEffects] its children.
package io.parley.sessions.entity;
