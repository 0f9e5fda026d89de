package io.parley.http.session;

import io.parley.core.tenant.SessionKey;
import io.parley.http.route.Replies;
import io.parley.http.route.RequestId;
import io.parley.http.route.Router;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.util.ByteString;

/// The same requests as of [Operations], given to a router without a network.
///
/// @param materializer for the bodies of answers
record RoutedOperations(Router router, Materializer materializer) {
  private static final int NOT_FOUND = 404;

  /// In the words of the tables of permissions. Only an answer that may be about a missing session
  /// is read: others may have no end.
  String outcome(String operation, SessionKey session, String token) {
    var response = router.answer(request(operation, session, token)).toCompletableFuture().join();
    int status = response.status().intValue();
    if (status == NOT_FOUND) return Operations.outcome(status, text(response));
    response.entity().getDataBytes().runWith(Sink.cancelled(), materializer);
    return Operations.outcome(status);
  }

  private static HttpRequest request(String operation, SessionKey session, String token) {
    var method = operation.substring(0, operation.indexOf(' '));
    var path = operation.substring(method.length() + 1);
    var request =
        HttpRequest.create(Operations.filled(path, session))
            .withMethod(HttpMethods.lookup(method).orElseThrow())
            .addHeader(Replies.header(RequestId.HEADER, Operations.REQUEST))
            .addHeader(Replies.header("Authorization", "Bearer " + token));
    return Operations.body(method, path)
        .map(
            body ->
                request.withEntity(
                    ContentTypes.parse(body.type()), ByteString.fromString(body.text())))
        .orElse(request);
  }

  private String text(HttpResponse response) {
    return response
        .entity()
        .toStrict(EdgeServer.PATIENCE.toMillis(), materializer)
        .toCompletableFuture()
        .join()
        .getData()
        .utf8String();
  }
}
