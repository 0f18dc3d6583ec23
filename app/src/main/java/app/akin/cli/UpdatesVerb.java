package app.akin.cli;

import app.akin.core.care.Updates;
import app.akin.words.Messages;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `akin updates`: whether there is a newer Akin, for those who turned that on.
@Command(name = "updates")
final class UpdatesVerb implements Callable<Integer> {
  /// Names the address to ask where the build has none, or another one is meant.
  private static final String VARIABLE = "AKIN_UPDATES";

  /// What a person may want.
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
    Updates updates =
        new Updates(akin.places().models().resolveSibling("settings"), context.environment());
    if (turn != null) {
      updates.turn(turn == Turn.ON);
    }
    String address = context.environment().getOrDefault(VARIABLE, "");
    boolean asks = updates.on() && turn == null;
    if (asks && address.isBlank()) {
      context.terminal().errors().println(messages.of("updates.nowhere", VARIABLE));
      return 1;
    }
    Optional<String> newer = asks ? updates.newer(address, Version.number()) : Optional.empty();
    if (akin.json()) {
      out.println(
          new JsonLine()
              .with("asks", updates.on())
              .with("version", Version.number())
              .with("newer", newer.orElse("")));
    } else if (!asks) {
      String state = (updates.on() ? Turn.ON : Turn.OFF).name().toLowerCase(Locale.ROOT);
      out.println(messages.of("updates." + state));
    } else {
      out.println(
          newer
              .map(version -> messages.of("updates.newer", version, Version.number()))
              .orElseGet(() -> messages.of("updates.newest", Version.number())));
    }
    return 0;
  }
}
