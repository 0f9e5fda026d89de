package io.parley.http.dial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.dial.DoNotCallList;
import io.parley.core.dial.PhoneNumber;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// `/v1/do-not-call`: numbers that are not called. Holders of `dial` add them; people with the
/// permission `manage-organisation`, and the shared operator token, remove them.
final class DoNotCallEndpoints {
  private static final String ALL = "/v1/do-not-call";
  private static final String ONE = "/v1/do-not-call/{number}";
  private static final int PAGE = 50;
  private static final int PAGE_MAX = 1_000;

  private final Edge edge;
  private final Guard guard;
  private final DoNotCallList list;

  private DoNotCallEndpoints(Edge edge, DoNotCallList list) {
    this.edge = edge;
    this.guard = new Guard(edge);
    this.list = list;
  }

  static List<Endpoint> of(Edge edge, DoNotCallList list) {
    var calls = new DoNotCallEndpoints(edge, list);
    return List.of(
        Endpoint.get(ALL, calls::list),
        Endpoint.get(ONE, calls::show),
        Endpoint.put(ONE, calls::add),
        Endpoint.delete(ONE, calls::remove));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var staff = guard.staff(call, Permission.DIAL);
    return list.list(
            staff.tenant(),
            call.query("after").map(text -> CallOutBody.number("after", text)),
            call.queryNumber("limit", 1, PAGE_MAX).orElse((long) PAGE).intValue())
        .thenApply(
            page -> {
              var json = JsonText.object();
              var numbers = json.putArray("numbers");
              page.entries().forEach(entry -> numbers.add(view(entry)));
              page.next().ifPresent(next -> json.put("next", next));
              return Replies.json(200, json);
            });
  }

  private CompletionStage<HttpResponse> show(Call call) {
    var staff = guard.staff(call, Permission.DIAL);
    return list.find(staff.tenant(), number(call))
        .thenApply(
            entry -> Replies.json(200, view(entry.orElseThrow(DoNotCallEndpoints::missing))));
  }

  private CompletionStage<HttpResponse> add(Call call) {
    var staff = guard.staff(call, Permission.DIAL);
    var number = number(call);
    return call.json()
        .thenCompose(
            fields ->
                list.add(
                    staff.tenant(),
                    number,
                    fields.only("note").optionalText("note", DoNotCallList.NOTE_MAX),
                    staff.role(),
                    edge.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                    guard.act(call, staff)))
        .thenApply(entry -> Replies.json(200, view(entry)));
  }

  private CompletionStage<HttpResponse> remove(Call call) {
    var staff = guard.keeper(call, Permission.MANAGE_ORGANISATION);
    return list.remove(staff.tenant(), number(call), guard.act(call, staff))
        .thenApply(
            was -> {
              if (!was) throw missing();
              return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
            });
  }

  private static PhoneNumber number(Call call) {
    return CallOutBody.number("the number", call.decoded("number"));
  }

  private static ObjectNode view(DoNotCallList.Entry entry) {
    var json = JsonText.object().put("number", entry.number().text());
    entry.note().ifPresent(note -> json.put("note", note));
    return json.put("by", JsonText.word(entry.by())).put("at", JsonText.time(entry.at()));
  }

  private static ProblemException missing() {
    return new ProblemException(
        ProblemDetail.of(ProblemType.NOT_FOUND, "the number is not on the list"));
  }
}
