package io.parley.core.turn;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Word lists of a language that tell whether words are a sentence yet, whatever the engine's
/// punctuation says. They decide how long a silence is waited for, and nothing else; a language
/// that is not listed is judged without them.
///
/// @param demanding ends after which an object or another clause must come: "can you tell me", "I
///   want to return"; several words are one entry
/// @param phrasal verbs with their particle, which ends no phrase that is yet to come: "log in"
/// @param subordinators words that begin a subordinate clause: "when I opened the box"
/// @param auxiliaries verbs that make a question of such a beginning: "when is"
/// @param determiners words that begin a noun phrase: "my order number"
/// @param relatives words that begin a clause within it: "the jacket that I ordered"
/// @param verbs finite verbs that are heard often
/// @param verbEnd end of many others
/// @param requests words that ask for something
/// @param preamble beginnings that tell what it is about: "I bought a lamp"
record SpokenGrammar(
    Set<String> demanding,
    Set<String> phrasal,
    Set<String> subordinators,
    Set<String> auxiliaries,
    Set<String> determiners,
    Set<String> relatives,
    Set<String> verbs,
    String verbEnd,
    Requests requests,
    Preamble preamble) {

  private static final SpokenGrammar UNKNOWN =
      new SpokenGrammar(
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          "",
          new Requests(Set.of(), Set.of(), Set.of(), Set.of()),
          new Preamble(Set.of(), Set.of(), Set.of()));

  /// Words after which an answer is due, and not more of what happened.
  ///
  /// @param beginnings first words of such a sentence: "please", "cancel", "yes"
  /// @param phrases anywhere in it: "I want", "thank you"; three words at most
  /// @param polite likewise, before the verb of a request: "can you"
  /// @param troubles words by which something is wrong, as in [Troubles]
  record Requests(
      Set<String> beginnings, Set<String> phrases, Set<String> polite, Set<String> troubles) {
    Requests {
      beginnings = Set.copyOf(beginnings);
      phrases = Set.copyOf(phrases);
      polite = Set.copyOf(polite);
      troubles = Set.copyOf(troubles);
    }
  }

  /// Words that tell what it is about, and not yet what is wanted.
  ///
  /// @param tellers words that begin them: "I", "we"
  /// @param purchases one of these follows: "bought", "ordered"
  /// @param points words that come to the point, or refer to something told before: "but", "wrong",
  ///   "the blue one"
  record Preamble(Set<String> tellers, Set<String> purchases, Set<String> points) {
    Preamble {
      tellers = Set.copyOf(tellers);
      purchases = Set.copyOf(purchases);
      points = Set.copyOf(points);
    }
  }

  /// Fewer words are hardly a whole request.
  private static final int REQUEST_WORDS = 3;

  /// So many words are hardly an answer without a verb.
  private static final int SENTENCE_WORDS = 5;

  private static final Map<String, SpokenGrammar> KNOWN =
      Map.of(
          "en",
              new SpokenGrammar(
                  words(
                      "to return,to exchange,to change,to replace,to know,to ask,want,want to,"
                          + "wanted,wanted to,need,need to,would like,would like to,id like,id like"
                          + " to,trying to,going to,looking for,wondering,tell me,give me,send me,"
                          + "show me,let me know,can you,could you,would you,will you,you can,you"
                          + " could,i can,i could,i bought,i ordered,i have,ive got,i got,do you"
                          + " know,do you think,do you mind,would you mind,do you have,can you"
                          + " tell,could you tell,can you please,could you please,would you"
                          + " please,is there,are there,what about,how about,hoping,was"
                          + " thinking,were thinking,been thinking,was told,were told,been told,i"
                          + " wish,i noticed,i realised,i realized"),
                  words(
                      "do that,did that,done that,try that,tried that,want that,wanted that,need"
                          + " that,needed that,have that,had that,get that,got that,like that,liked"
                          + " that,use that,used that,buy that,bought that,change that,changed"
                          + " that,return that,returned that,cancel that,cancelled that,check"
                          + " that,checked that,fix that,fixed that,find that,found that,about"
                          + " that,with that,for that,of that,after that,before that,all that,than"
                          + " that,as well,think so,hope so,believe so,said so,since then,until"
                          + " then,hope not,course not,or not,log in,logged in,logging in,sign"
                          + " in,signed in,signing in,check in,checked in,plug in,plugged in,plug"
                          + " it in,fill in,fill it in,filled in,come in,comes in,came in,move"
                          + " in,moved in,turn on,turn it on,turns on,turned on,switch on,switch it"
                          + " on,switched on,try on,try it on,try them on,tried on,hold on,carry"
                          + " on,stop by,come by,came by,drop by"),
                  words(
                      "when,if,because,since,after,before,while,although,though,as,once,until,unless"),
                  words(
                      "is,are,was,were,am,do,does,did,can,could,will,would,should,has,have,had,shall"),
                  words("my,the,our,a,an,this,that,these,those,last,next,your,his,her,their"),
                  words("that,which,who"),
                  words(
                      "is,are,was,were,am,im,its,thats,has,have,had,ive,do,does,did,can,could,will,"
                          + "would,should,shall,may,might,must,cannot,isnt,arent,wasnt,werent,hasnt,havent,"
                          + "hadnt,doesnt,dont,didnt,cant,couldnt,wont,wouldnt,came,comes,broke,went,"
                          + "goes,got,gets,says,said,works,needs,looks,smells,costs,fits,seems,keeps,"
                          + "makes,made,fell,lost,left,sent,paid"),
                  "ed",
                  new Requests(
                      words(
                          "please,yes,no,yeah,sure,correct,exactly,cancel,send,change,give,tell,show,"
                              + "check,explain,repeat,stop,call,connect,transfer,forget,keep,leave,"
                              + "take,put,add,remove,delete,refund,return,replace,exchange,make,try,"
                              + "wait,help,let,lets,book,reserve,block,unblock,move,bring,update,"
                              + "activate,unlock,reset,confirm,extend"),
                      words(
                          "please,i want,i wanted,i need,we want,we wanted,we need,would like,id"
                              + " like,wed like,would love,id love,wed love,id rather,wed rather,i"
                              + " prefer,we prefer,ill take,tell me,give me,send"
                              + " me,show me,help me,call me,connect me,im looking for,am looking"
                              + " for,thank you,thanks,thats all,that is all,that was all,thats"
                              + " it,that was it,nothing else"),
                      words(
                          "can you,could you,would you,will you,can i,could i,may i,can we,could"
                              + " we,may we"),
                      Troubles.of("en")),
                  new Preamble(
                      words("i,ive,we,weve"),
                      words("bought,ordered,purchased"),
                      words(
                          "i,im,id,ive,ill,we,were,weve,they,theyre,he,she,it,them,one,but,not,"
                              + "never,nothing,wrong,twice,want,need"))),
          "de",
              new SpokenGrammar(
                  words(
                      "ich möchte,möchte ich,ich möchte gerne,ich möchte gern,ich würde gern,ich"
                          + " würde gerne,ich wollte,ich will,ich brauche,ich hätte gern,ich hätte"
                          + " gerne,ich habe,ich kann,wir möchten,wir wollen,wir brauchen,ich"
                          + " hoffe,ich hatte gehofft,mir wurde gesagt,können sie,könnten sie,kann"
                          + " ich,mir sagen,ich"
                          + " wollte wissen,ich wollte fragen,ich wüsste gern,ich wüsste gerne,"
                          + "wissen sie,glauben sie,denken sie,haben sie,können sie"
                          + " bitte,könnten sie bitte,würden sie,würden sie bitte,gibt es,was ist"
                          + " mit"),
                  Set.of(),
                  words("wenn,als,weil,nachdem,bevor,obwohl,falls,sobald,damit"),
                  Set.of(),
                  words(
                      "mein,meine,der,die,das,ein,eine,letzten,letzte,letztes,nächste,diese,dieser,"
                          + "dieses,unser,unsere"),
                  Set.of(),
                  words(
                      "ist,sind,war,waren,hat,haben,hatte,habe,kann,können,konnte,will,wird,werden,"
                          + "wurde,muss,soll,sollte,funktioniert,geht,ging,kam,kommt,fehlt,passt,"
                          + "gefällt,braucht,kostet,steht,liegt,gibt,macht,möchte,hätte,wäre,dauert"),
                  "iert",
                  new Requests(
                      words("bitte,ja,nein,doch,genau,richtig"),
                      words(
                          "bitte,ich möchte,möchte ich,ich will,ich brauche,ich hätte gern,hätte"
                              + " ich gern,ich würde,würde ich,ich wollte,ich wüsste,wir"
                              + " möchten,möchten wir,wir wollen,wir brauchen,wir hätten"
                              + " gern,hätten wir gern,wir würden,würden wir,sagen sie,geben"
                              + " sie,schicken sie,senden sie,rufen sie,helfen sie,verbinden"
                              + " sie,stornieren sie,ändern sie,danke,vielen dank,das wars,das"
                              + " war alles,das ist alles"),
                      words(
                          "können sie,könnten sie,würden sie,kann ich,könnte ich,darf ich,kann"
                              + " man,können wir,könnten wir"),
                      Troubles.of("de")),
                  new Preamble(
                      words("ich,wir"),
                      words("gekauft,bestellt,erworben"),
                      words(
                          "ich,wir,aber,nicht,nichts,nie,kein,keine,keinen,falsche,falschen,"
                              + "falsches,doppelt,zweimal"))),
          "es",
              new SpokenGrammar(
                  words(
                      "quiero,quisiera,me gustaría,necesito,quería,puede,podría,puedo,puede"
                          + " decirme,podría decirme,decirme,quiero saber,quería saber,compré,he"
                          + " comprado,tengo,queremos,necesitamos,esperaba,me dijeron,me han"
                          + " dicho,quiero devolver,quiero cambiar,sabe,sabe usted,cree"
                          + " usted,puede por favor,podría por favor,qué tal"),
                  Set.of(),
                  words("cuando,si,porque,aunque,mientras,después,antes"),
                  Set.of(),
                  words("mi,mis,el,la,los,las,un,una,este,esta,nuestro,nuestra"),
                  Set.of(),
                  words(
                      "es,son,está,están,era,fue,ha,han,he,tiene,tienen,llega,llegan,viene,funciona,"
                          + "funcionan,falta,cuesta,puede,quiero,hay,va,dice,queda"),
                  "ó",
                  new Requests(
                      words("sí,claro,exacto,correcto"),
                      words(
                          "por favor,quiero,quisiera,querría,quería,queremos,necesito,necesitamos,"
                              + "me gustaría,nos gustaría,dígame,deme,envíeme,mándeme,ayúdeme,"
                              + "cancele,gracias,eso es todo,nada más"),
                      words("puede,podría,puedo,podemos"),
                      Troubles.of("es")),
                  new Preamble(
                      words("yo,he,hemos,les,os,compré,compramos,encargué"),
                      words("compré,compramos,comprado,encargué,encargado"),
                      words("pero,no,nunca,nada,me,se,mal,equivocado,equivocada"))));

  SpokenGrammar {
    demanding = Set.copyOf(demanding);
    phrasal = Set.copyOf(phrasal);
    subordinators = Set.copyOf(subordinators);
    auxiliaries = Set.copyOf(auxiliaries);
    determiners = Set.copyOf(determiners);
    relatives = Set.copyOf(relatives);
    verbs = Set.copyOf(verbs);
  }

  /// @param tag a BCP 47 tag; only its language counts
  static SpokenGrammar of(String tag) {
    return KNOWN.getOrDefault(Locale.forLanguageTag(tag).getLanguage(), UNKNOWN);
  }

  /// Whether the last words demand more: "I was wondering".
  boolean demandsMore(List<String> words) {
    return endsIn(demanding, words, 1);
  }

  /// Whether the last word belongs to the verb before it: "I cannot log in".
  boolean endsInParticle(List<String> words) {
    return endsIn(phrasal, words, 2);
  }

  /// Whether the words are a subordinate clause alone: "when I opened the box".
  ///
  /// @param hasComma whether the engine heard a second clause
  boolean isSubordinate(List<String> words, boolean hasComma) {
    return !hasComma
        && words.size() > 1
        && subordinators.contains(words.getFirst())
        && !auxiliaries.contains(words.get(1));
  }

  /// Whether the words tell what it is about, and not yet what is wanted: "I bought some boots from
  /// you". Engines often write an "and" at their end as a name or as another short word.
  boolean isPreamble(List<String> words) {
    if (!preamble.tellers().contains(words.getFirst())) return false;
    int bought = 0;
    while (bought < words.size() && !preamble.purchases().contains(words.get(bought))) bought++;
    return bought < words.size()
        // "have" may come first
        && words.stream().skip(2).limit(Math.max(0, bought - 2)).noneMatch(this::isVerb)
        && words.stream().skip(bought + 1L).noneMatch(this::isVerb)
        && words.stream().skip(1).noneMatch(preamble.points()::contains);
  }

  /// Whether the words only tell something: "my parcel came yesterday". An answer without a verb
  /// does not.
  boolean isTelling(List<String> words) {
    return !requests.phrases().isEmpty()
        && !asks(words)
        && (words.size() >= SENTENCE_WORDS || words.stream().anyMatch(this::isVerb));
  }

  /// Whether the words ask for something, and are more than the beginning of it: "could you call me
  /// back", "where is my order" after the interrogative.
  ///
  /// @param isQuestion whether they begin with an interrogative
  boolean isRequest(List<String> words, boolean isQuestion) {
    return words.size() >= REQUEST_WORDS && (isQuestion ? isInverted(words) : asks(words));
  }

  private boolean asks(List<String> words) {
    return auxiliaries.contains(words.getFirst())
        || requests.beginnings().contains(words.getFirst())
        || has(requests.phrases(), words)
        || has(requests.polite(), words);
  }

  private static boolean has(Set<String> entries, List<String> words) {
    return IntStream.rangeClosed(1, words.size())
        .anyMatch(end -> endsIn(entries, words.subList(0, end), 1));
  }

  /// Whether the words ask for an action and name nothing that it is about: "Could you check?",
  /// which may go on with "if my parcel has come".
  boolean isBareRequest(List<String> words) {
    return requests.polite().contains(String.join(" ", words.subList(0, words.size() - 1)));
  }

  /// Whether the words tell that something is wrong: "the lamp does not work".
  boolean isTrouble(List<String> words) {
    return words.stream().anyMatch(requests.troubles()::contains);
  }

  /// "Where is my order", "which card did you use", but not "where I live".
  private boolean isInverted(List<String> words) {
    var first = words.get(1);
    boolean isSubject = determiners.contains(first) || preamble.tellers().contains(first);
    return isVerb(first) || (!isSubject && isVerb(words.get(2)));
  }

  /// Whether two or three words have no verb: "last Monday", which the engine may write as other
  /// words.
  boolean isFragment(List<String> words) {
    return !verbs.isEmpty()
        && words.size() > 1
        && words.size() < SENTENCE_WORDS - 1
        && words.stream().noneMatch(this::isVerb);
  }

  /// Whether the words are a noun phrase without a verb: "the jacket that I ordered".
  boolean isPhrase(List<String> words) {
    // a single letter follows where somebody spells
    if (!determiners.contains(words.getFirst()) || words.size() == 1 || words.get(1).length() == 1)
      return false;
    int relative = 1;
    while (relative < words.size() && !relatives.contains(words.get(relative))) relative++;
    return words.subList(0, relative).stream().noneMatch(this::isVerb)
        && words.subList(afterRelativeClause(words, relative), words.size()).stream()
            .noneMatch(this::isVerb);
  }

  /// The clause has a verb of its own, perhaps after an auxiliary; the next one is the sentence's.
  private int afterRelativeClause(List<String> words, int relative) {
    int at = Math.min(words.size(), relative + 1);
    while (at < words.size() && !isVerb(words.get(at))) at++;
    while (at + 1 < words.size()
        && auxiliaries.contains(words.get(at))
        && isVerb(words.get(at + 1))) at++;
    return Math.min(words.size(), at + 1);
  }

  /// A word with a single letter before the end is another one: "red".
  private boolean isVerb(String word) {
    return verbs.contains(word)
        || (!verbEnd.isEmpty() && word.endsWith(verbEnd) && word.length() > verbEnd.length() + 1);
  }

  /// Whether an entry, of three words at most, ends these words.
  ///
  /// @param atLeast words of the entry
  static boolean endsIn(Set<String> entries, List<String> words, int atLeast) {
    for (int length = Math.min(3, words.size()); length >= atLeast; length--) {
      var end = String.join(" ", words.subList(words.size() - length, words.size()));
      if (entries.contains(end)) return true;
    }
    return false;
  }

  private static Set<String> words(String commaSeparated) {
    return Set.of(commaSeparated.split(","));
  }
}
