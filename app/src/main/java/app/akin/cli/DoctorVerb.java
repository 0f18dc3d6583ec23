package app.akin.cli;

import app.akin.core.diagnostics.Diagnosis;
import app.akin.core.gpu.CudaOffer;
import app.akin.core.gpu.GpuSupport;
import app.akin.core.gpu.GpuSupport.GpuState;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.DataSize;
import app.akin.core.photo.Problem;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `akin doctor`: checks the installation, prints a report, and sets up the GPU.
@Command(name = "doctor")
final class DoctorVerb implements Callable<Integer> {
  private static final double PER_CENT = 100;

  private final AkinCommand akin;
  private final Context context;
  private final ShutdownHook shutdown;

  @Option(names = "--full")
  private boolean full;

  @Option(names = "--enable-gpu")
  private boolean enableGpu;

  @Option(names = "--yes")
  private boolean yes;

  /// Used by the separate process that [GpuSupport] starts.
  @Option(names = "--try-gpu", hidden = true)
  private boolean tryGpu;

  DoctorVerb(AkinCommand akin, Context context, ShutdownHook shutdown) {
    this.akin = akin;
    this.context = context;
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (PhotoLibrary library = akin.openLibrary()) {
      if (tryGpu) {
        return tryGpu(library.gpu());
      }
      if (enableGpu) {
        return enableGpu(library.gpu());
      }
      Diagnosis found = library.diagnose(akin.modelSelection(), full);
      DoctorText text = new DoctorText(context.messages(), context.windowLibraries().missing());
      if (akin.json()) {
        context.terminal().out().println(text.json(found));
      } else {
        text.lines(found).forEach(context.terminal().out()::println);
      }
      return found.isHealthy() ? 0 : 1;
    }
  }

  private ProcessBuilder newProcess(List<String> arguments) {
    List<String> words = new ArrayList<>(arguments);
    words.addAll(akin.libraryArguments());
    return RelaunchCommand.of(context.environment(), words);
  }

  private int tryGpu(GpuSupport graphics) {
    Optional<String> trouble;
    try {
      trouble = graphics.unavailableReason();
    } catch (AkinException e) {
      if (!(e.problem() instanceof Problem.Engine(String detail))) {
        throw e;
      }
      trouble = Optional.of(detail);
    }
    trouble.ifPresent(context.terminal().out()::println);
    return trouble.isPresent() ? 1 : 0;
  }

  private int enableGpu(GpuSupport graphics) throws IOException, InterruptedException {
    GpuState.Kind kind = graphics.state().kind();
    if (kind == GpuState.Kind.NONE) {
      throw new AkinException(new Problem.GraphicsNone());
    }
    Messages messages = context.messages();
    PrintStream errors = context.terminal().errors();
    if (kind == GpuState.Kind.ABSENT || graphics.findDamagedFile().isPresent()) {
      AtomicBoolean stopped = new AtomicBoolean();
      shutdown.onShutdown(() -> stopped.set(true));
      CudaOffer offer;
      try {
        offer = graphics.offer(() -> !stopped.get());
      } catch (AkinException e) {
        if (!(e.problem() instanceof Problem.Stopped)) {
          throw e;
        }
        errors.println(messages.of("gpu.stopped"));
        return AkinCommand.INTERRUPTED;
      }
      errors.println(
          messages.of(
              "gpu.offer",
              offer.build(),
              DataSize.occupiedMegabytes(offer.downloadBytes()),
              Text.visible(offer.host()),
              DataSize.occupiedMegabytes(offer.diskBytes())));
      if (!yes && !context.confirm(messages.of("gpu.ask"))) {
        errors.println(messages.of("gpu.kept"));
        return 1;
      }
      PercentLine line = new PercentLine(context.terminal(), messages, "gpu.getting");
      boolean here =
          graphics.download(
              offer,
              bytes -> {
                line.showText(
                    messages.of(
                        "gpu.getting",
                        DataSize.occupiedMegabytes(bytes),
                        DataSize.occupiedMegabytes(offer.downloadBytes()),
                        (int) (PER_CENT * bytes / Math.max(1, offer.downloadBytes()))));
                return !stopped.get();
              });
      line.clear();
      if (!here) {
        errors.println(messages.of("gpu.stopped"));
        return AkinCommand.INTERRUPTED;
      }
    }
    errors.println(messages.of("gpu.trying"));
    GpuState now = graphics.test(this::newProcess);
    if (akin.json()) {
      context.terminal().out().println(DoctorText.json(now));
    } else {
      context
          .terminal()
          .out()
          .println(messages.of("gpu." + now.kind().name(), Text.visible(now.reason())));
    }
    return now.kind() == GpuState.Kind.ON ? 0 : 1;
  }
}
