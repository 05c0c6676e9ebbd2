/** Which method searches an instance: the first that suits it. */
import { type Instance, never } from '../instance.ts';
import { generalMethod } from './general.ts';
import { lagsMethod } from './lags.ts';
import type { Method } from './method.ts';
import { modesMethod } from './modes.ts';
import { pacedMethod } from './paced.ts';
import { projectMethod } from './project.ts';
import { shopMethod } from './shop.ts';

const methods: readonly Method[] = [pacedMethod, shopMethod, projectMethod, lagsMethod, modesMethod];

export function chooseMethod(instance: Instance): Method {
  if (mayRunOver(instance)) return generalMethod;
  return methods.find((method) => method.suits(instance)) ?? generalMethod;
}

/** Whether all work, one after another, ends later than times are counted; only the kernel looks out for that. */
function mayRunOver({ operations, modeFrom, durations, releases, lags }: Instance): boolean {
  let end = 0;
  for (let operation = 0; operation < operations; operation += 1) {
    let longest = 0;
    for (let mode = modeFrom[operation]; mode < modeFrom[operation + 1]; mode += 1)
      longest = Math.max(longest, durations[mode]);
    end += longest;
  }
  for (const least of lags.least) end += Math.max(0, least);
  return end + releases.reduce((last, release) => Math.max(last, release), 0) >= never;
}
