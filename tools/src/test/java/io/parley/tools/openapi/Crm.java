package io.parley.tools.openapi;

/// The definition of a service with customers and tickets.
final class Crm {
  private static final String PATHS =
      """
      {"/customers/{id}": {"get": {"operationId": "getCustomer", "summary": "Find a customer",
          "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                         {"name": "fields", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
                         {"name": "X-Trace", "in": "header", "schema": {"type": "string"}}]}},
       "/tickets": {
         "get": {"operationId": "listTickets",
                 "parameters": [{"name": "page", "in": "query", "schema": {"type": "integer"}},
                                {"name": "reference", "in": "query", "schema": {"type": "string"}}]},
         "post": {"operationId": "createTicket",
                  "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ticket"}}}}}}}
      """;

  private static final String TICKET =
      """
      {"type": "object", "required": ["subject"],
       "properties": {"id": {"type": "string", "readOnly": true}, "subject": {"type": "string"},
                      "urgent": {"type": "boolean", "nullable": true}, "customer": {"type": "string"}}}
      """;

  private Crm() {}

  /// @param more settings
  static String settings(String server, String more) {
    return """
    {"document": {"openapi": "3.0.3", "servers": [{"url": "%s/v1/"}], "paths": %s,
                  "components": {"schemas": {"Ticket": %s}}}%s}
    """
        .formatted(server, PATHS, TICKET, more.isEmpty() ? "" : ", " + more);
  }
}
