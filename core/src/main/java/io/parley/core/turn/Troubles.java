package io.parley.core.turn;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Words by which customers tell that something is wrong: what is not there, does not work, is lost
/// or late, or was done by an unknown person. Somebody who has told that is waited for less long
/// than somebody who has told what happened, and may come to it: "I received the chairs". They
/// decide how long a silence is waited for, and nothing else.
final class Troubles {
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "en",
              words(
                  "no,not,never,nothing,nobody,none,nowhere,neither,cannot,cant,dont,doesnt,didnt,"
                      + "isnt,arent,wasnt,werent,wont,hasnt,havent,hadnt,couldnt,wouldnt,shouldnt,"
                      + "hardly,only,still,yet,too,but,instead,again,twice,double,"
                      + "wrong,bad,terrible,broken,broke,breaks,damaged,defective,faulty,cracked,"
                      + "torn,scratched,dirty,empty,dead,stuck,frozen,blocked,locked,slow,slower,"
                      + "loud,late,later,overdue,delayed,waiting,waited,different,missing,missed,"
                      + "lost,left,forgot,forgotten,dropped,gone,disappeared,stole,stolen,expired,"
                      + "declined,refused,rejected,cancelled,canceled,overcharged,disconnected,"
                      + "fail,fails,failed,stopped,stops,crashed,crashes,leaks,leaking,hurts,fell,"
                      + "error,problem,problems,trouble,issue,issues,mistake,fault,complaint,"
                      + "unable,unhappy,disappointed,expensive,somebody,someone"),
          "de",
              words(
                  "nicht,nichts,nie,niemals,niemand,kein,keine,keinen,keinem,keiner,keins,weder,"
                      + "kaum,nur,noch,wieder,zu,aber,trotzdem,stattdessen,leider,zweimal,doppelt,"
                      + "falsch,falsche,falschen,falscher,falsches,schlecht,kaputt,defekt,"
                      + "beschädigt,zerbrochen,gebrochen,gerissen,zerrissen,verkratzt,schmutzig,"
                      + "leer,tot,langsam,laut,spät,verspätet,gewartet,warte,weg,verloren,"
                      + "vergessen,verschwunden,gestohlen,geklaut,fehlt,fehlen,fehlte,abgelaufen,"
                      + "abgelehnt,abgesagt,storniert,gesperrt,blockiert,ausgefallen,abgestürzt,"
                      + "abgebrochen,undicht,fehler,problem,probleme,störung,schaden,beschwerde,"
                      + "unzufrieden,enttäuscht,teuer,jemand"),
          "es",
              words(
                  "no,nunca,nada,nadie,ninguno,ninguna,ningún,tampoco,apenas,solo,sólo,todavía,"
                      + "aún,demasiado,demasiada,pero,mal,malo,mala,equivocado,equivocada,doble,"
                      + "roto,rota,rotos,rotas,rompió,dañado,dañada,defectuoso,defectuosa,"
                      + "estropeado,estropeada,averiado,averiada,sucio,sucia,vacío,vacía,lento,"
                      + "lenta,tarde,retraso,esperando,perdí,perdido,perdida,olvidé,olvidado,"
                      + "robaron,robado,robada,desapareció,falta,faltan,caducado,caducada,"
                      + "rechazado,rechazada,cancelado,cancelada,bloqueado,bloqueada,dejó,falla,"
                      + "fallo,error,errores,problema,problemas,avería,queja,caro,cara,alguien"));

  private Troubles() {}

  /// @param tag a BCP 47 tag; only its language counts
  /// @return none for a language that is not listed
  static Set<String> of(String tag) {
    return KNOWN.getOrDefault(Locale.forLanguageTag(tag).getLanguage(), Set.of());
  }

  private static Set<String> words(String commaSeparated) {
    return Set.of(commaSeparated.split(",", -1));
  }
}
