package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/argoproj/argo-rollouts/utils/evaluate"
	"github.com/expr-lang/expr"
)

// Prints for each question of stdin how many nanoseconds one evaluation takes: of the compiled program alone, and as Argo
// does it, which compiles the condition each time.
func bench() {
	decoder := json.NewDecoder(bufio.NewReader(os.Stdin))
	for {
		var q question
		if decoder.Decode(&q) != nil {
			return
		}
		result := parseResult(q.Result)
		env := environment(result)
		program, err := expr.Compile(q.Expression, expr.Env(env))
		if err != nil {
			panic(err)
		}
		run := measure(func() {
			if _, err := expr.Run(program, env); err != nil {
				panic(err)
			}
		})
		whole := measure(func() {
			if _, err := evaluate.EvalCondition(result, q.Expression); err != nil {
				panic(err)
			}
		})
		fmt.Printf("%d %d\n", run, whole)
	}
}

func measure(run func()) int64 {
	const atLeast = 300 * time.Millisecond
	for count := int64(1000); ; count *= 4 {
		start := time.Now()
		for i := int64(0); i < count; i++ {
			run()
		}
		if took := time.Since(start); took > atLeast {
			return took.Nanoseconds() / count
		}
	}
}
