/// Tickets in a table: [io.parley.persistence.ticket.JdbcTickets].
package io.parley.persistence.ticket;
