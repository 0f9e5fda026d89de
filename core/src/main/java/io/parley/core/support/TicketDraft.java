package io.parley.core.support;

/// A ticket to be opened.
///
/// @param subject one line, 1 to 200 characters
/// @param description information for the colleague who takes it, at most 4,000 characters
public record TicketDraft(String subject, String description, Ticket.Priority priority) {}
