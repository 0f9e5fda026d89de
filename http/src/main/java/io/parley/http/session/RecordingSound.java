package io.parley.http.session;

import io.parley.core.recording.Recording;
import io.parley.core.recording.Recordings;
import io.parley.core.tenant.SessionKey;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.ByteRange;
import io.parley.http.route.Call;
import io.parley.http.route.Replies;
import io.parley.voice.recording.RecordingFile;
import io.parley.voice.recording.RecordingFile.Part;
import io.parley.voice.recording.RecordingFile.Slice;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/// A recording as an answer: the whole file, or the range of its bytes that a player asks for (RFC
/// 9110, section 14). Only the segments of that range are read from the store.
final class RecordingSound {
  private static final ContentType OGG =
      ContentTypes.create(MediaTypes.customBinary("audio", "ogg", false));

  private static final int OK = 200;
  private static final int PARTIAL = 206;

  private final Recordings recordings;

  RecordingSound(Recordings recordings) {
    this.recordings = recordings;
  }

  HttpResponse answer(Call call, SessionKey session, Recording recording) {
    var parts = RecordingFile.parts(recording);
    long size = RecordingFile.size(parts);
    var tag = tag(recording);
    return switch (range(call, tag, size)) {
      case ByteRange.Whole() -> answer(OK, session, recording, tag, parts, 0, size);
      case ByteRange.Part(long from, long to) ->
          answer(PARTIAL, session, recording, tag, parts, from, to + 1)
              .addHeader(
                  Replies.header("Content-Range", "bytes %d-%d/%d".formatted(from, to, size)));
      case ByteRange.Beyond() ->
          Replies.problem(
                  ProblemDetail.of(
                      ProblemType.RANGE_NOT_SATISFIABLE,
                      "the recording has %d bytes so far".formatted(size)),
                  call.id(),
                  call.request().getUri().path())
              .addHeader(Replies.header("Content-Range", "bytes */" + size));
    };
  }

  /// A part of another state of the recording would not fit (section 13.1.5), and HEAD has no
  /// parts.
  private static ByteRange range(Call call, String tag, long size) {
    boolean isOther = call.header("If-Range").filter(known -> !known.equals(tag)).isPresent();
    boolean isGet = call.request().method().equals(HttpMethods.GET);
    return isOther || !isGet ? new ByteRange.Whole() : ByteRange.of(call.header("Range"), size);
  }

  /// It changes with each segment, and with the end.
  private static String tag(Recording recording) {
    return "\"%d-%d-%b\""
        .formatted(
            recording.segments().size(),
            recording.end().toMillis(),
            recording.length().isPresent());
  }

  private HttpResponse answer(
      int status,
      SessionKey session,
      Recording recording,
      String tag,
      List<Part> parts,
      long from,
      long until) {
    var bytes =
        Source.from(RecordingFile.slices(parts, from, until))
            .mapAsync(1, slice -> bytes(session, recording.id(), slice));
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(HttpEntities.create(OGG, until - from, bytes))
        .addHeaders(
            List.of(
                Replies.noStore(),
                Replies.header("Accept-Ranges", "bytes"),
                Replies.header("ETag", tag)));
  }

  private CompletionStage<ByteString> bytes(SessionKey session, String id, Slice slice) {
    return switch (slice.part()) {
      case Part.Known(var known) -> CompletableFuture.completedStage(slice.of(known));
      case Part.Stored stored ->
          recordings
              .segment(session, id, stored.segment().number())
              .thenApply(found -> slice.of(stored.or(found)));
    };
  }
}
