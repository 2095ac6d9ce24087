package main

import (
	"fmt"
	"io"
	"log"
	"log/slog"

	"github.com/hashicorp/go-hclog"
	"github.com/sirupsen/logrus"
)

// logInEachFormat writes one line per format that Argo's plugins use, with the message "MARK FORMAT" and, where the format
// has fields, number=7 and words="two words".
func logInEachFormat(out io.Writer, mark string) {
	fmt.Fprintln(out, mark+" plain")
	log.New(out, "", log.LstdFlags).Print("[WARN] " + mark + " bracket")

	fields := logrus.Fields{"number": 7, "words": "two words"}
	logrusTo(out, &logrus.TextFormatter{}).WithFields(fields).Warn(mark + " logrus-text")
	logrusTo(out, &logrus.JSONFormatter{}).WithFields(fields).Error(mark + " logrus-json")

	pairs := []any{"number", 7, "words", "two words"}
	slog.New(slog.NewTextHandler(out, nil)).Info(mark+" logfmt", pairs...)
	slog.New(slog.NewJSONHandler(out, nil)).Error(mark+" slog-json", pairs...)
	hclogTo(out, true).Warn(mark+" hclog-json", pairs...)
	hclogTo(out, false).Debug(mark+" hclog-text", pairs...)
}

func logrusTo(out io.Writer, formatter logrus.Formatter) *logrus.Logger {
	logger := logrus.New()
	logger.SetOutput(out)
	logger.SetFormatter(formatter)
	return logger
}

func hclogTo(out io.Writer, json bool) hclog.Logger {
	return hclog.New(&hclog.LoggerOptions{Name: "misbehaving", Level: hclog.Trace, Output: out, JSONFormat: json})
}
