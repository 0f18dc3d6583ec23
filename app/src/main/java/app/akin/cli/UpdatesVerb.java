package app.akin.cli;

import app.akin.core.update.Release;
import app.akin.core.update.Updates;
import app.akin.i18n.Messages;
import java.io.PrintStream;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `akin updates`: checks for a newer version, and turns update checks on or off.
@Command(name = "updates")
final class UpdatesVerb implements Callable<Integer> {
  /// The argument of the verb.
  enum Turn {
    ON,
    OFF
  }

  private final AkinCommand akin;
  private final Context context;

  @Parameters(arity = "0..1", paramLabel = "on|off", descriptionKey = "turn")
  private @Nullable Turn turn;

  UpdatesVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
  }

  @Override
  public Integer call() {
    Messages messages = context.messages();
    PrintStream out = context.terminal().out();
    Updates updates = new Updates(akin.places().settings(), context.environment(), context.clock());
    if (turn != null) {
      updates.setEnabled(turn == Turn.ON);
    }
    boolean on = updates.state().enabled();
    boolean asks = on && turn == null;
    if (asks && updates.address().isEmpty()) {
      context.terminal().errors().println(messages.of("updates.nowhere", Updates.VARIABLE));
      return 1;
    }
    String own = Version.number();
    Optional<Release> newer =
        asks ? updates.check().filter(release -> release.isNewerThan(own)) : Optional.empty();
    if (akin.json()) {
      out.println(
          new JsonLine()
              .with("asks", on)
              .with("version", own)
              .with("newer", newer.map(Release::version).orElse(""))
              .with("page", newer.flatMap(Release::page).map(URI::toString).orElse("")));
    } else if (!asks) {
      out.println(
          messages.of("updates." + (on ? Turn.ON : Turn.OFF).name().toLowerCase(Locale.ROOT)));
    } else {
      out.println(
          newer
              .map(release -> words(messages, release, own))
              .orElseGet(() -> messages.of("updates.newest", own)));
    }
    return 0;
  }

  private static String words(Messages messages, Release release, String own) {
    return release
        .page()
        .map(page -> messages.of("updates.newer.page", release.version(), own, page))
        .orElseGet(() -> messages.of("updates.newer", release.version(), own));
  }
}
