package io.parley.http.mcp;

import io.parley.core.access.Principal;
import io.parley.http.route.Call;
import io.parley.http.token.CustomerToken;
import java.util.Optional;

/// The sender of one request.
///
/// @param token of a customer
/// @param stateless whether a closed connection cancels the request, as in the stateless revision
/// @param idempotencyKey in `_meta`; the same in every attempt at one call
record McpCaller(
    Call call,
    Principal principal,
    Optional<CustomerToken> token,
    boolean stateless,
    Optional<String> idempotencyKey) {}
