package dev.errand.worker.artifact;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A bar chart as SVG. Negative values point down. */
final class BarChart {

  private static final int WIDTH = 420;
  private static final int HEIGHT = 190;
  private static final int LEFT = 48;
  private static final int TOP = 10;
  private static final int BOTTOM = 24;
  private static final double WIDEST = 48;
  private static final double CHARACTER = 7.5;

  /**
   * The allowed distances between labels, in bars: parts of a year and whole years, if bars are
   * months.
   */
  private static final int[] LABEL_STEPS = {1, 2, 3, 6, 12, 24, 36, 60};

  /**
   * A bar.
   *
   * @param label the label below it
   * @param value its height
   * @param words the exact value, for the tooltip and for screen readers
   */
  record Bar(String label, double value, String words) {}

  private final String title;
  private final List<Bar> bars;
  private final double step;
  private final double top;
  private final double bottom;

  private BarChart(String title, List<Bar> bars) {
    this.title = title;
    this.bars = bars;
    double max = Math.max(0, values().max().orElse(0));
    double min = Math.min(0, values().min().orElse(0));
    double finest = values().allMatch(value -> value == Math.rint(value)) ? 1 : 0;
    this.step = step(Math.max(finest, (max - min) / 4));
    this.top = Math.max(step, Math.ceil(max / step) * step);
    this.bottom = Math.floor(min / step) * step;
  }

  static Html svg(String title, List<Bar> bars) {
    return new BarChart(title, bars).svg();
  }

  private Html svg() {
    Html svg = new Html();
    svg.add(
        "<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"{}\">", title);
    for (long line = Math.round(bottom / step); line <= Math.round(top / step); line++) {
      gridLine(svg, line * step);
    }
    double slot = (double) (WIDTH - LEFT) / bars.size();
    double labelWidth =
        bars.stream().mapToInt(bar -> bar.label().length()).max().orElse(0) * CHARACTER;
    int labelEvery = labelEvery((labelWidth + CHARACTER) / slot);
    for (int i = 0; i < bars.size(); i++) {
      double x = LEFT + i * slot;
      bar(svg, bars.get(i), x, slot);
      if (labelEvery == 1) {
        label(svg, "middle", bars.get(i).label(), x + slot / 2);
      } else if (i % labelEvery == 0 && x + labelWidth <= WIDTH + CHARACTER) {
        label(svg, "start", bars.get(i).label(), x);
      }
    }
    return svg.add("</svg>");
  }

  private void gridLine(Html svg, double value) {
    String y = number(y(value));
    svg.add(
        "<line class=\""
            + (value == 0 ? "zero" : "grid")
            + "\" x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\"/>",
        LEFT,
        WIDTH,
        y,
        y);
    svg.add(
        "<text class=\"axis\" x=\"{}\" y=\"{}\">{}</text>",
        LEFT - 6,
        number(y(value) + 4),
        DisplayText.axis(value));
  }

  private void bar(Html svg, Bar bar, double x, double slot) {
    double from = y(Math.max(0, bar.value()));
    double height = y(Math.min(0, bar.value())) - from;
    double width = Math.max(0.5, Math.min(WIDEST, slot * 0.8));
    svg.add(
        "<rect class=\""
            + (bar.value() < 0 ? "down" : "up")
            + "\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"><title>{}</title></rect>",
        number(x + (slot - width) / 2),
        number(from),
        number(width),
        number(height),
        bar.label() + ": " + bar.words());
  }

  private static void label(Html svg, String anchor, String label, double x) {
    svg.add(
        "<text text-anchor=\"{}\" x=\"{}\" y=\"{}\">{}</text>",
        anchor,
        number(x),
        HEIGHT - 6,
        label);
  }

  private static int labelEvery(double atLeast) {
    return IntStream.of(LABEL_STEPS)
        .filter(step -> step >= atLeast)
        .findFirst()
        .orElse((int) Math.ceil(atLeast));
  }

  private double y(double value) {
    return TOP + (top - value) / (top - bottom) * (HEIGHT - TOP - BOTTOM);
  }

  private DoubleStream values() {
    return bars.stream().mapToDouble(Bar::value);
  }

  /** The smallest number of 1, 2 or 5 times a power of ten that is not less. */
  private static double step(double atLeast) {
    if (!(atLeast > 0)) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
    double factor = atLeast / power;
    return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
