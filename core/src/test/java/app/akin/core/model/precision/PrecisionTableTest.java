package app.akin.core.model.precision;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.model.precision.PrecisionRow.Verdict;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tests the choice of device and precision from measured rows.
final class PrecisionTableTest {
  private static final PrecisionRow FP32 = row(Device.CPU, Precision.FP32, Verdict.GOOD, 10);
  private static final PrecisionRow INT8 = row(Device.CPU, Precision.INT8, Verdict.GOOD, 30);
  private static final PrecisionRow BF16 = row(Device.CPU, Precision.BF16, Verdict.GOOD, 20);

  @Test
  void theFastestGoodPrecisionOfTheCpuIsChosen() {
    PrecisionTable table = table(Device.AUTO, FP32, INT8, BF16);

    assertThat(table.chosen()).isEqualTo(Precision.INT8);
    assertThat(table.device()).isEqualTo(Device.CPU);
    assertThat(table.chosenRow()).isEqualTo(INT8);
    assertThat(table.referenceRow()).isEqualTo(FP32);
    assertThat(table.isChosen(INT8)).isTrue();
    assertThat(table.isChosen(BF16)).isFalse();
  }

  /// Inaccurate, slow and failed results.
  @ParameterizedTest
  @EnumSource(names = "GOOD", mode = EnumSource.Mode.EXCLUDE)
  void aFasterPrecisionIsNotChosenUnlessItIsGood(Verdict verdict) {
    PrecisionRow faster = row(Device.CPU, Precision.INT8, verdict, 99);
    PrecisionRow gpu = row(Device.CUDA, Precision.FP16, verdict, 999);

    PrecisionTable table = table(Device.AUTO, FP32, faster, gpu);
    PrecisionTable withGoodRow = table(Device.AUTO, FP32, BF16, gpu);

    assertThat(table.chosenRow()).isEqualTo(FP32);
    assertThat(table.rejectedGpu()).contains(gpu);
    assertThat(withGoodRow.chosenRow()).isEqualTo(BF16);
    assertThat(withGoodRow.rejectedGpu()).contains(gpu);
  }

  @Test
  void aGoodGpuIsPreferredEvenIfItIsSlower() {
    PrecisionRow gpu = row(Device.CUDA, Precision.FP16, Verdict.GOOD, 5);

    PrecisionTable table = table(Device.AUTO, FP32, INT8, gpu);

    assertThat(table.chosenRow()).isEqualTo(gpu);
    assertThat(table.rejectedGpu()).isEmpty();
    assertThat(table.cpuConfig()).isEqualTo(new ComputeConfig(Device.CPU, Precision.INT8));
  }

  @Test
  void theLastRowOfARejectedGpuIsReported() {
    PrecisionRow first = row(Device.CUDA, Precision.FP32, Verdict.LOSSY, 50);
    PrecisionRow last = row(Device.CUDA, Precision.FP16, Verdict.LOSSY, 90);

    assertThat(table(Device.AUTO, FP32, first, last).rejectedGpu()).contains(last);
    assertThat(table(Device.AUTO, FP32, INT8).rejectedGpu()).isEmpty();
  }

  @Test
  void aRequestedGpuWithoutAGoodPrecisionIsUsedInFullPrecision() {
    PrecisionRow full = row(Device.CUDA, Precision.FP32, Verdict.LOSSY, 50);
    PrecisionRow half = row(Device.CUDA, Precision.FP16, Verdict.LOSSY, 90);

    PrecisionTable table = table(Device.CUDA, FP32, INT8, half, full);

    assertThat(table.chosenRow()).isEqualTo(full);
  }

  @Test
  void withoutAGoodRowTheReferenceIsChosen() {
    PrecisionRow lossy = row(Device.CPU, Precision.FP32, Verdict.LOSSY, 10);

    PrecisionTable table = table(Device.CPU, lossy);

    assertThat(table.chosenRow()).isEqualTo(lossy);
    assertThat(table.cpuConfig()).isEqualTo(ComputeConfig.REFERENCE);
    assertThat(table(Device.CUDA, FP32).device()).isEqualTo(Device.CPU);
  }

  private static PrecisionTable table(Device device, PrecisionRow... rows) {
    return PrecisionTable.of("model", 1, 2, List.of(rows), device);
  }

  private static PrecisionRow row(
      Device device, Precision precision, Verdict verdict, double imagesPerSecond) {
    return new PrecisionRow(device, precision, verdict, imagesPerSecond, 1, Timing.NONE, 1, 1, "");
  }
}
