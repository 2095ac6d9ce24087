package main

import (
	"strings"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
)

// answers are the orders that return something odd.
var answers = map[string]func(order) v1alpha1.Measurement{
	"phase":   func(o order) v1alpha1.Measurement { return v1alpha1.Measurement{Phase: v1alpha1.AnalysisPhase(o.Text)} },
	"zero":    func(order) v1alpha1.Measurement { return v1alpha1.Measurement{} },
	"error":   func(o order) v1alpha1.Measurement { return failure(o.Text) },
	"odd":     func(order) v1alpha1.Measurement { return failure(oddText) },
	"time":    func(o order) v1alpha1.Measurement { return timed(o.Text) },
	"big":     func(o order) v1alpha1.Measurement { return successful(strings.Repeat("v", o.Size)) },
	"invalid": func(order) v1alpha1.Measurement { return successful("no \xff\xfe UTF-8 \xc3") },
	"big-metadata": func(o order) v1alpha1.Measurement {
		return withMetadata(map[string]string{"big": strings.Repeat("m", o.Size)})
	},
	"many-metadata":  func(o order) v1alpha1.Measurement { return withMetadata(many(o.Count)) },
	"nil-metadata":   func(order) v1alpha1.Measurement { return withMetadata(nil) },
	"empty-metadata": func(order) v1alpha1.Measurement { return withMetadata(map[string]string{}) },
	"odd-metadata": func(order) v1alpha1.Measurement {
		return withMetadata(map[string]string{
			"":           "empty key",
			"empty":      "",
			"ä€🚀":        "ä€🚀",
			oddText:      oddText,
			"\xffbroken": "\xc3",
		})
	},
	"error-metadata": func(o order) v1alpha1.Measurement { return withMetadata(map[string]string{"error": o.Text}) },
}

// oddText has what a log, a JSON text or a terminal could trip over.
const oddText = "quote \" backslash \\ newline \n tab \t nul \x00 escape \x1b[31m %s {{args.x}} <&> ä€🚀 \u202e"

func successful(value string) v1alpha1.Measurement {
	return v1alpha1.Measurement{Phase: v1alpha1.AnalysisPhaseSuccessful, Value: value}
}

func failure(message string) v1alpha1.Measurement {
	return v1alpha1.Measurement{Phase: v1alpha1.AnalysisPhaseError, Message: message}
}

func withMetadata(metadata map[string]string) v1alpha1.Measurement {
	return v1alpha1.Measurement{Phase: v1alpha1.AnalysisPhaseSuccessful, Metadata: metadata}
}
