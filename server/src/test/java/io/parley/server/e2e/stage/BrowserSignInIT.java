package io.parley.server.e2e.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.server.e2e.browser.Visit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The sign-in of a browser (`ui/signed-in.js`), with a server, a storage and other tabs that the
/// test plays.
class BrowserSignInIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  /// `world(known)` has a sign-in with all that it talks to: `asked` are the requests, as `POST
  /// /path token`; `answers` are what the server says to the next ones at a path, and `told` what
  /// the other tabs hear. A token of number n is accepted unless it is in `dead`.
  private static final String WORLD =
      """
      async () => {
        const { SignedIn } = await import('/ui/signed-in.js');
        globalThis.world = (known = true) => {
          const kept = new Map(known ? [['parley.signed-in', 'true']] : []);
          const it = { asked: [], told: [], answers: {}, dead: new Set(), count: 0, kept, organisation: 'a', locked: 0, most: 0 };
          const json = (status, body) => new Response(JSON.stringify(body), { status });
          it.signIn = () => {
            it.count += 1;
            return { accessToken: `t${it.count}`, refreshToken: 'not for the page', person: { id: 'p', name: 'Ada' },
              organisation: { id: it.organisation, name: it.organisation }, permissions: ['read'], organisations: [] };
          };
          it.fetch = async (path, { method = 'GET', headers = {} }) => {
            const token = headers.Authorization?.slice('Bearer '.length) ?? '';
            it.asked.push(`${method} ${path} ${token}`.trim());
            await Promise.resolve();
            const next = it.answers[path]?.shift();
            if (next === 'away') throw new TypeError('no network');
            if (next) return json(...next);
            if (path === '/v1/sign-ins/renewal') return json(200, it.signIn());
            if (it.dead.has(token)) return json(401, { type: '/problems/token-invalid' });
            return method === 'DELETE' ? new Response(null, { status: 204 }) : json(200, {});
          };
          it.tabs = new EventTarget();
          it.tabs.postMessage = (message) => it.told.push(message.kind);
          it.hear = (data) => it.tabs.dispatchEvent(new MessageEvent('message', { data }));
          let last = Promise.resolve();
          it.alone = (work) => {
            const mine = last.then(async () => {
              it.most = Math.max(it.most, (it.locked += 1));
              try { return await work(); } finally { it.locked -= 1; }
            });
            last = mine.catch(() => undefined);
            return mine;
          };
          const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key), key: (index) => [...kept.keys()][index], get length() { return kept.size; } };
          it.signedIn = new SignedIn({ storage, ofTab: storage, tabs: it.tabs, alone: it.alone, fetch: it.fetch });
          return it;
        };
      }\
      """;

  private static Map<?, ?> play(String script) {
    Visit visit = BROWSER.open("/forgot?lang=en");
    visit.page.evaluate(WORLD);
    return (Map<?, ?>) visit.page.evaluate("async () => {" + script + "}");
  }

  @Test
  void a_browser_that_never_signed_in_asks_nothing() {
    var end =
        play(
            """
            const it = world(false);
            const isIn = await it.signedIn.resume();
            return { isIn, asked: it.asked.length };\
            """);
    assertThat(end).isEqualTo(Map.of("isIn", false, "asked", 0));
  }

  @Test
  void requests_at_the_same_time_share_one_renewal_and_the_refresh_token_stays_out_of_the_page() {
    var end =
        play(
            """
            const it = world();
            await Promise.all([it.signedIn.resume(), it.signedIn.send('/v1/a'), it.signedIn.send('/v1/b')]);
            return { asked: it.asked.join(), now: JSON.stringify(it.signedIn.now), kept: [...it.kept.keys()].join() };\
            """);
    assertThat(end.get("asked")).isEqualTo("POST /v1/sign-ins/renewal,GET /v1/a t1,GET /v1/b t1");
    assertThat(end.get("now").toString()).contains("Ada").doesNotContain("not for the page", "t1");
    assertThat(end.get("kept")).isEqualTo("parley.signed-in");
  }

  @Test
  void a_request_whose_token_was_refused_is_sent_once_more_with_another_one() {
    var end =
        play(
            """
            const it = world();
            await it.signedIn.resume();
            it.dead.add('t1');
            const statuses = (await Promise.all([it.signedIn.send('/v1/a'), it.signedIn.send('/v1/b')])).map(({ status }) => status);
            const renewals = it.asked.filter((each) => each.includes('renewal')).length;
            it.dead.add('t2').add('t3');
            const last = (await it.signedIn.send('/v1/c')).status;
            return { statuses: statuses.join(), renewals, last, asked: it.asked.slice(-3).join(), most: it.most };\
            """);
    assertThat(end.get("statuses")).isEqualTo("200,200");
    assertThat(end.get("renewals")).as("one, and that of the visit").isEqualTo(2);
    assertThat(end.get("last")).isEqualTo(401);
    assertThat(end.get("asked")).isEqualTo("GET /v1/c t2,POST /v1/sign-ins/renewal,GET /v1/c t3");
    assertThat(end.get("most")).isEqualTo(1);
  }

  @Test
  void a_wrong_password_is_no_ended_sign_in() {
    var end =
        play(
            """
            const it = world();
            await it.signedIn.resume();
            it.answers['/v1/me/password'] = [[401, { type: '/problems/sign-in-refused' }]];
            const answer = await it.signedIn.send('/v1/me/password', { method: 'PUT' });
            return { status: answer.status, type: (await answer.json()).type, asked: it.asked.length, state: it.signedIn.state };\
            """);
    assertThat(end)
        .isEqualTo(
            Map.of("status", 401, "type", "/problems/sign-in-refused", "asked", 2, "state", "in"));
  }

  @Test
  void a_sign_in_that_the_server_ended_is_said_and_comes_back_by_another_tab() {
    var end =
        play(
            """
            const it = world();
            await it.signedIn.resume();
            it.dead.add('t1');
            it.answers['/v1/sign-ins/renewal'] = [[401, { type: '/problems/sign-in-ended' }]];
            const kind = await it.signedIn.send('/v1/a').catch((refused) => refused.kind);
            const ended = it.signedIn.state;
            const known = it.kept.size;
            it.hear({ kind: 'in', identity: 'p a' });
            const { status } = await it.signedIn.send('/v1/a');
            return { kind, ended, known, status, name: it.signedIn.now.person.name };\
            """);
    assertThat(end)
        .isEqualTo(
            Map.of(
                "kind",
                "sign-in-ended",
                "ended",
                "ended",
                "known",
                0,
                "status",
                200,
                "name",
                "Ada"));
  }

  @Test
  void a_page_sends_nothing_to_an_organisation_that_another_tab_went_to() {
    var end =
        play(
            """
            const it = world();
            await it.signedIn.resume();
            it.organisation = 'b';
            it.dead.add('t1');
            const kind = await it.signedIn.send('/v1/a', { method: 'DELETE' }).catch((refused) => refused.kind);
            const asked = it.asked.length;
            const again = await it.signedIn.send('/v1/a').catch((refused) => refused.kind);
            const other = world();
            await other.signedIn.resume();
            other.hear({ kind: 'in', identity: 'p b' });
            const told = await other.signedIn.send('/v1/a').catch((refused) => refused.kind);
            return { kind, again, more: it.asked.length - asked, told, sent: other.asked.length };\
            """);
    assertThat(end)
        .isEqualTo(
            Map.of(
                "kind",
                "elsewhere",
                "again",
                "elsewhere",
                "more",
                0,
                "told",
                "elsewhere",
                "sent",
                1));
  }

  @Test
  void signing_out_is_told_to_other_tabs_and_does_not_pretend_when_the_server_is_away() {
    var end =
        play(
            """
            const it = world();
            await it.signedIn.resume();
            it.answers['/v1/sign-ins/current'] = ['away', [500, {}]];
            const failures = [await it.signedIn.end().catch(() => 'failed'), await it.signedIn.end().catch(() => 'failed')];
            const before = `${it.signedIn.state} ${it.kept.size} ${it.told.length}`;
            it.kept.set('parley.agent-draft.p.a.support', '{}').set('parley.session.support.trial', '{}');
            it.kept.set('parley.session.support', '{}');
            await it.signedIn.end();
            const kept = [...it.kept.keys()].join();
            const tab = world();
            await tab.signedIn.resume();
            let outs = 0;
            tab.signedIn.addEventListener('out', () => (outs += 1));
            tab.kept.set('parley.agent-draft.p.a.support', '{}');
            tab.hear({ kind: 'out' });
            return { failures: failures.join(), before, after: `${it.signedIn.state} ${it.told}`, kept, inTab: tab.kept.size, outs, tab: tab.signedIn.now === null };\
            """);
    assertThat(end.get("failures")).isEqualTo("failed,failed");
    assertThat(end.get("before")).isEqualTo("in 1 0");
    assertThat(end.get("after")).isEqualTo("none out");
    assertThat(end.get("kept")).as("no drafts, no trials").isEqualTo("parley.session.support");
    assertThat(end.get("inTab")).isEqualTo(0);
    assertThat(end.get("outs")).isEqualTo(1);
    assertThat(end.get("tab")).isEqualTo(true);
  }

  @Test
  void going_to_another_organisation_changes_this_page_and_is_told_to_the_others() {
    var end =
        play(
            """
            const it = world();
            await it.signedIn.resume();
            it.organisation = 'b';
            it.answers['/v1/sign-ins/current/organisation'] = [[200, it.signIn()]];
            await it.signedIn.go('b');
            await it.signedIn.send('/v1/a');
            return { here: it.signedIn.now.organisation.id, told: it.told.join(), last: it.asked.at(-1), state: it.signedIn.state };\
            """);
    assertThat(end)
        .isEqualTo(Map.of("here", "b", "told", "in", "last", "GET /v1/a t2", "state", "in"));
  }

  @Test
  void the_way_back_leads_to_this_site_alone() {
    var end =
        play(
            """
            const { wayBack, wayBackFromProvider } = await import('/ui/staff-links.js');
            const to = (address) => wayBack('?' + new URLSearchParams({ to: address }));
            return { own: to('/conversation?session=s#x'), none: wayBack(''),
              provider: wayBackFromProvider('?to=%2Forganisation%3Flang%3Dde%23people'),
              endless: wayBackFromProvider('?to=%2F' + 'a'.repeat(300)),
              foreign: ['https://evil.example/', '//evil.example', '/\\\\evil.example', 'javascript:alert(1)', '\\t//evil.example', 'data:text/html,x', 'http://[']
                .map(to).join() };\
            """);
    assertThat(end.get("own")).isEqualTo("/conversation?session=s#x");
    assertThat(end.get("none")).isEqualTo("/account");
    assertThat(end.get("provider").toString()).matches("/organisation\\?lang=[a-z]{2}");
    assertThat(end.get("endless").toString()).matches("/account\\?lang=[a-z]{2}");
    assertThat(end.get("foreign").toString().split(",")).hasSize(7).containsOnly("/account");
  }
}
