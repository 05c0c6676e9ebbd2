/**
 * Types of the API, made by openapi-typescript from the service's OpenAPI document: `npm run client` makes them anew.
 */
/** What they were made from; a test compares it with what the service serves. */
export const madeFrom = '3b55505f92d603ea60f9d7e9f967543d8d262a750e47a9e9bc4cce6bc17e0f1b';

/** Method and address of each operation. */
export const routes = {
  createPlan: ['POST', '/v1/plans'],
  listPlans: ['GET', '/v1/plans'],
  getPlan: ['GET', '/v1/plans/{id}'],
  stopPlan: ['DELETE', '/v1/plans/{id}'],
  followPlan: ['GET', '/v1/plans/{id}/events'],
  getPrograms: ['GET', '/v1/plans/{id}/programs'],
  approvePrograms: ['POST', '/v1/plans/{id}/approve'],
  reportOutcome: ['POST', '/v1/plans/{id}/outcome'],
  listOutcomes: ['GET', '/v1/repair-outcomes'],
  validatePlan: ['POST', '/v1/plans:validate'],
  solve: ['POST', '/v1/solve/{kind}'],
  listKinds: ['GET', '/v1/kinds'],
  listAudit: ['GET', '/v1/audit'],
  listCatalog: ['GET', '/v1/catalog/{type}'],
  putCatalogItem: ['PUT', '/v1/catalog/{type}/{id}'],
  getCatalogItem: ['GET', '/v1/catalog/{type}/{id}'],
  withdrawCatalogItem: ['DELETE', '/v1/catalog/{type}/{id}'],
  listCatalogVersions: ['GET', '/v1/catalog/{type}/{id}/versions'],
  listEquipment: ['GET', '/v1/equipment'],
  getOven: ['GET', '/v1/equipment/{site}/{oven}'],
  listOvenHistory: ['GET', '/v1/equipment/{site}/{oven}/history'],
  getOvenReadings: ['GET', '/v1/equipment/{site}/{oven}/readings'],
  followEquipment: ['GET', '/v1/equipment/events'],
  createHold: ['POST', '/v1/holds'],
  listHolds: ['GET', '/v1/holds'],
  releaseHold: ['DELETE', '/v1/holds/{id}'],
  explainPlan: ['GET', '/v1/plans/{id}/explanation'],
  createBatch: ['POST', '/v1/batches'],
  getBatch: ['GET', '/v1/batches/{id}'],
  stopBatch: ['DELETE', '/v1/batches/{id}'],
  followBatch: ['GET', '/v1/batches/{id}/events'],
  getRequest: ['GET', '/v1/plans/{id}/request'],
  resolvePlan: ['POST', '/v1/plans/{id}/resolve'],
  recomputePlan: ['POST', '/v1/plans/{id}/recompute'],
  createWebhook: ['POST', '/v1/webhooks'],
  listWebhooks: ['GET', '/v1/webhooks'],
  getWebhook: ['GET', '/v1/webhooks/{id}'],
  deleteWebhook: ['DELETE', '/v1/webhooks/{id}'],
  changeWebhookSecret: ['POST', '/v1/webhooks/{id}/secret'],
  testWebhook: ['POST', '/v1/webhooks/{id}/test'],
  listDeliveries: ['GET', '/v1/webhooks/{id}/deliveries'],
  retryDelivery: ['POST', '/v1/webhooks/{id}/deliveries/{deliveryId}/retry'],
  live: ['GET', '/livez'],
  ready: ['GET', '/readyz'],
  metrics: ['GET', '/metrics'],
  openapi: ['GET', '/openapi.json'],
} as const satisfies Record<keyof operations, readonly [method: string, path: string]>;

export interface paths {
    "/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Plans, newest first, without the plans themselves */
        get: operations["listPlans"];
        put?: never;
        /**
         * Keep a plan and have it solved
         * @description It is stored before it is acknowledged.
         */
        post: operations["createPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A plan; while it runs, the best so far */
        get: operations["getPlan"];
        put?: never;
        post?: never;
        /**
         * Stop a plan and keep the best so far
         * @description A queued plan is cancelled at once. A cancelled plan may be stopped again, to no effect.
         */
        delete: operations["stopPlan"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens to a plan, as server-sent events
         * @description Events `state` and `incumbent` carry a PlanEvent and its sequence as id; the last is `end`. With `Last-Event-ID` the stream goes on after that event.
         */
        get: operations["followPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/programs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The setpoint programs of a plan and how far the ovens are */
        get: operations["getPrograms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let the commands of ovens go that wait for a person
         * @description Of all ovens of the plan, or of those that are named.
         */
        post: operations["approvePrograms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/outcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what became of a repair that was carried out
         * @description For plans of kind `repair`, mode `dispatch`, once for a plan: later repairs learn from it. The same report again is answered as the first one, with 200.
         */
        post: operations["reportOutcome"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/repair-outcomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Outcomes of repairs, newest first */
        get: operations["listOutcomes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans:validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a plan-request without solving it */
        post: operations["validatePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/solve/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Solve without keeping anything
         * @description The body is a plan-request without `kind`. It ends when the caller hangs up.
         */
        post: operations["solve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The kinds of plan, each with a request that can be posted */
        get: operations["listKinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed what, newest first
         * @description Of the tenant of the caller alone; needs the scope `admin`.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Items of a type, by id, without their bodies */
        get: operations["listCatalog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/{type}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An item: its newest version, or the one that is named */
        get: operations["getCatalogItem"];
        /**
         * Add a version of an item
         * @description The newest version again adds none. What a type holds, one or a list: techcards: card (techcard), operation (techcard); furnaces: furnace (melt), power-group (melt), resource (techcard); recipes: grade (melt), recipe (reorder); fleets: truck (dispatch), van (dispatch).
         */
        put: operations["putCatalogItem"];
        post?: never;
        /**
         * Add a version that withdraws the item
         * @description References without a version are refused from then on; earlier versions may still be named.
         */
        delete: operations["withdrawCatalogItem"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/{type}/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The history of an item, newest first */
        get: operations["listCatalogVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/equipment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sites and ovens as they stand: what they report, what they were told, what comes next, who holds them
         * @description Of the sites of the caller’s tenant, and of plans of that tenant.
         */
        get: operations["listEquipment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/equipment/{site}/{oven}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An oven with its queue of unsent commands */
        get: operations["getOven"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/equipment/{site}/{oven}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of state of its commands, newest first */
        get: operations["listOvenHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/equipment/{site}/{oven}/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What it measured, for a chart
         * @description Least, greatest and mean value of even intervals.
         */
        get: operations["getOvenReadings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/equipment/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens to ovens, as server-sent events
         * @description The first event is `start`. After it come `command` (a CommandChange), `oven` (an OvenReport), `hold` and `release` (a Hold). `start` and `command` have ids: with `Last-Event-ID` the stream goes on after that change, on any replica. Read listEquipment after `start` for ovens and holds as they are then.
         */
        get: operations["followEquipment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Holds, newest first */
        get: operations["listHolds"];
        put?: never;
        /**
         * Send no more commands to an oven, a site, or everything of the tenant
         * @description Once it is answered no command leaves any more for what is held; `inFlight` are those that left before, all of them where `settled`. A bridge that stands still keeps no hold from acting. Needs the scope `equipment:write`. No part of the safety chain: an oven that has its setpoint goes on to it.
         */
        post: operations["createHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Release a hold; commands within their window go on
         * @description Released again it gives the same answer. Needs the scope `equipment:write`.
         */
        delete: operations["releaseHold"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why a plan is as it is, and what would help
         * @description Computed when it is first asked for, once for all who ask, and kept. Kind `melt` solves changed requests for it: one that had too little time is computed again where more is asked for.
         */
        get: operations["explainPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep many plans at once, all or none
         * @description Errors name the plan: their pointers begin with `/plans/<index>`.
         */
        post: operations["createBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a batch is */
        get: operations["getBatch"];
        put?: never;
        post?: never;
        /** Stop all of a batch that has not ended, and keep the best so far */
        delete: operations["stopBatch"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The progress of a batch, as server-sent events
         * @description Events `progress` carry the batch as it is, twice a second at most; the last is `end`. Ids count the steps of its plans, two each, so that with `Last-Event-ID` nothing is told again.
         */
        get: operations["followBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The request of a plan as it was solved: defaults, catalog items and what was learned filled in */
        get: operations["getRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Solve the request of a plan with changes, beginning from that plan
         * @description Changes are a JSON Patch or a merge patch on the request as kept. What of the earlier plan no longer fits is left out of the start; `warmStart` of the new plan tells what.
         */
        post: operations["resolvePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/recompute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Solve the request of a plan again
         * @description A new plan of the same request without `equipment` and `notAfter`: nothing moves by it. With a deterministic budget and the same version of takt its plan is the same to the byte.
         */
        post: operations["recomputePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Webhooks, newest first */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Have ended plans posted to an address
         * @description The secret is told this once. Messages are signed by the Standard Webhooks convention.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A webhook */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /** Delete a webhook and what is on its way */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new secret; for a day messages are signed with the old one as well */
        post: operations["changeWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post a message of type `webhook.test` now and say what came */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was or is to be delivered, newest first; kept for 30 days */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{deliveryId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deliver again, at once and with all attempts before it */
        post: operations["retryDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The service can take work */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        PlanRequest: components["schemas"]["MeltPlanRequest"] | components["schemas"]["TechcardPlanRequest"] | components["schemas"]["ReorderPlanRequest"] | components["schemas"]["DispatchPlanRequest"] | components["schemas"]["RepairPlanRequest"];
        OutcomeReport: {
            /** @enum {string} */
            option: "fewest-changes" | "least-lateness" | "least-cost" | "hired-truck";
            /** @description carried out as planned, nothing further broke */
            success: boolean;
            /** @description until the shift ran as planned again */
            recoveryMinutes: number;
            /** @description money lost */
            loss: number;
            /** @description of the schedule afterwards, as people saw it */
            quality: number;
        };
        MeltPlanRequest: {
            /** @constant */
            kind: "melt";
            problem: {
                /**
                 * @description how heats are spoken of: a heat-treatment batch is a heat whose grade is its regime
                 * @default melt
                 * @enum {string}
                 */
                process?: "melt" | "heat-treatment";
                /**
                 * @default kg
                 * @enum {string}
                 */
                massUnit?: "kg" | "g";
                /** @description poured masses (piece mass / yield) are rounded up to a multiple of it; default one gram */
                massStep?: number;
                /**
                 * @description capacity dimensions beside mass, e.g. positions or floor area
                 * @default []
                 */
                dimensions?: string[];
                lines: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description name or drawing number, for people */
                    casting?: string;
                    /** @description mass of one finished piece in `massUnit`, to the gram */
                    pieceMass: number;
                    /** @description pieces */
                    quantity: number;
                    /** @description the caller's own name for the thing, unique among its like */
                    grade: string;
                    /**
                     * @description 0: must be poured; 1, 2, ...: optional filler, earlier first
                     * @default 0
                     */
                    period?: number;
                    /**
                     * @description worth of a kilogram of this line where not everything can be poured
                     * @default 1
                     */
                    priority?: number;
                    /** @description worth of a piece of period 0 where not everything can be poured, in place of mass x priority */
                    penaltyPerPiece?: number;
                    /** @description furnaces that may pour it; absent: all that melt its grade */
                    furnaces?: string[];
                    /**
                     * @description finished mass / poured mass: gates and risers count against the furnace
                     * @default 1
                     */
                    yield?: number;
                    /**
                     * @description what a piece takes of each further dimension, e.g. positions
                     * @default {}
                     */
                    sizes?: {
                        [key: string]: number;
                    };
                }[];
                furnaces: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description least mass of a heat; 0 for heat treatment
                     * @default 0
                     */
                    leastMass?: number;
                    /** @description mass in `massUnit`, to the gram */
                    greatestMass: number;
                    /** @description in the whole period; absent: what the calendar admits */
                    mostHeats?: number;
                    /** @description grades it melts; absent: all */
                    grades?: string[];
                    /**
                     * @description capacity of each further dimension
                     * @default {}
                     */
                    capacities?: {
                        [key: string]: number;
                    };
                    /**
                     * @description draw while a heat is on
                     * @default 0
                     */
                    powerKw?: number;
                    /** @description charge to tap; needed for the spread over shifts */
                    heatMinutes?: number;
                    /**
                     * @description energy of a heat
                     * @default 0
                     */
                    heatKwh?: number;
                    /**
                     * @description extra energy of the first heat of a day
                     * @default 0
                     */
                    coldStartKwh?: number;
                    /** @description cost of a heat for objective `cheapest-heats`, default 1 */
                    heatCost?: number;
                }[];
                grades: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description cap for a rare grade */
                    mostHeats?: number;
                }[];
                /** @default [] */
                powerGroups?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    furnaces: string[];
                    /** @description summed draw at every moment */
                    limitKw?: number;
                    /** @description furnaces of the group at work at the same moment */
                    mostAtOnce?: number;
                }[];
                calendar?: {
                    /**
                     * @description IANA time zone of the site
                     * @default UTC
                     */
                    timeZone?: string;
                    /**
                     * @description shifts of every day that names none of its own
                     * @default []
                     */
                    shifts?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description time of day HH:MM, local to the site */
                        start: string;
                        /** @description not after `start`: on the next day; the shift belongs to the day it begins */
                        end: string;
                        /** @description furnaces at work; absent: all */
                        furnaces?: string[];
                    }[];
                    days: {
                        /**
                         * Format: date
                         * @description calendar day YYYY-MM-DD, local to the site
                         */
                        date: string;
                        shifts?: {
                            /** @description the caller's own name for the thing, unique among its like */
                            id: string;
                            /** @description time of day HH:MM, local to the site */
                            start: string;
                            /** @description not after `start`: on the next day; the shift belongs to the day it begins */
                            end: string;
                            /** @description furnaces at work; absent: all */
                            furnaces?: string[];
                        }[];
                    }[];
                };
                /**
                 * @description most-mass: pour the most (weighted by priority) within the caps, whether or not all can be poured
                 * @default fewest-heats
                 * @enum {string}
                 */
                objective?: "fewest-heats" | "cheapest-heats" | "most-mass";
                /**
                 * @description later periods: not at all; into heats that are needed anyway; into every heat available
                 * @default top-up
                 * @enum {string}
                 */
                fill?: "none" | "top-up" | "all-heats";
                /**
                 * @description where period 0 cannot be poured in full: plan the most mass, or only say so
                 * @default most-mass
                 * @enum {string}
                 */
                whenImpossible?: "most-mass" | "report";
                /** @description place the heats in days and shifts; default: packed where a calendar is given */
                spread?: false | {
                    /**
                     * @description packed: fewest furnace days, so fewest cold starts; even: like load on every day
                     * @default packed
                     * @enum {string}
                     */
                    preference?: "packed" | "even";
                };
                /** @description heats already composed: only the spread is asked for */
                givenHeats?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    furnace: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    grade: string;
                    contents: {
                        /** @description the caller's own name for the thing, unique among its like */
                        line: string;
                        pieces: number;
                    }[];
                }[];
                /**
                 * @description pairs of lines of one grade whose pieces must not share a heat
                 * @default []
                 */
                incompatibleLines?: [
                    string,
                    string
                ][];
                /**
                 * @description heats poured or charged already
                 * @default []
                 */
                fixedHeats?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    furnace: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    grade: string;
                    contents: {
                        /** @description the caller's own name for the thing, unique among its like */
                        line: string;
                        pieces: number;
                    }[];
                    /** @description the caller's own name for the thing, unique among its like */
                    id?: string;
                    /**
                     * Format: date
                     * @description day it counts for; a fixed heat with a day and no start is its first of that day
                     */
                    day?: string;
                    /** @description given back as it is */
                    shift?: string;
                    /**
                     * Format: date-time
                     * @description with `end` and `day`: the other heats are placed around it
                     */
                    start?: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    end?: string;
                }[];
                /** @description heats of the plan before: of plans with the same value of the first stage the one that keeps the most */
                previousHeats?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    furnace: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    grade: string;
                    contents: {
                        /** @description the caller's own name for the thing, unique among its like */
                        line: string;
                        pieces: number;
                    }[];
                    /** @description the plan gives it to the heat again where it is kept */
                    id?: string;
                }[];
                /**
                 * @description among plans with the same value of the first stage: even: like shares of the furnaces’ `mostHeats`; packed: as few furnaces in use as can be
                 * @default any
                 * @enum {string}
                 */
                furnaceLoad?: "any" | "even" | "packed";
                /**
                 * @description give proofs of the bounds with the plan, to be checked by others; they may be long
                 * @default false
                 */
                certificate?: boolean;
            };
            /** @description heats to begin from; the result is never worse */
            warmStart?: {
                heats: {
                    /** @description the caller's own name for the thing, unique among its like */
                    furnace: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    grade: string;
                    contents: {
                        /** @description the caller's own name for the thing, unique among its like */
                        line: string;
                        pieces: number;
                    }[];
                }[];
            };
            /**
             * @description what the solve may use
             * @default {
             *       "timeMs": 10000,
             *       "gap": 0,
             *       "seed": 1,
             *       "deterministic": false
             *     }
             */
            budget?: {
                /**
                 * @description wall time for solving, waiting not included
                 * @default 10000
                 */
                timeMs?: number;
                /**
                 * @description relative gap that is good enough
                 * @default 0
                 */
                gap?: number;
                /** @default 1 */
                seed?: number;
                /**
                 * @description end by iterations instead of time, so that the same request gives the same plan
                 * @default false
                 */
                deterministic?: boolean;
                /** @description search iterations, by kind */
                maxIterations?: number;
            };
            /** @description ovens that get their setpoints from the plan; needs scope equipment:write where keys are on */
            equipment?: {
                /** @description the caller's own name for the thing, unique among its like */
                site: string & (unknown & unknown);
                ovens: {
                    /** @description the caller's own name for the thing, unique among its like */
                    oven: string & (unknown & unknown);
                    /** @description furnace of the problem that this oven is; techcard: oven or machine with states */
                    furnace: string;
                    /**
                     * @description the caller's own name for the thing, unique among its like
                     * @default temperature
                     */
                    tag?: string;
                    /** @default degC */
                    unit?: string;
                    /** @description least setpoint that the oven takes */
                    min: number;
                    /** @description greatest setpoint that the oven takes */
                    max: number;
                    /** @description greatest change of setpoint per minute */
                    rampPerMin: number;
                    /**
                     * @description verified within this distance of the setpoint
                     * @default 5
                     */
                    tolerance?: number;
                    /** @description setpoint after the last heat; absent: keep the last one */
                    idle?: number;
                    /**
                     * @description each command waits for a person
                     * @default false
                     */
                    approval?: boolean;
                }[];
                setpoints: {
                    /** @description grade or regime; techcard: state */
                    grade: string;
                    /** @description target in the unit of the oven */
                    value: number;
                    /**
                     * @description time within tolerance before it is verified
                     * @default 10
                     */
                    dwellMinutes?: number;
                }[];
                /**
                 * @description a command that could not be given so long after its start is not given any more
                 * @default 30
                 */
                latestStartMinutes?: number;
                /** @description only heats that start so soon after the first one become commands; absent: all */
                horizonMinutes?: number;
                /** @description run the plan in other time, for simulated ovens */
                rehearsal?: {
                    /**
                     * Format: date-time
                     * @description wall time at which the first heat starts; absent: when the plan is kept
                     */
                    startAt?: string;
                    /** @description plan minutes per wall minute */
                    speed: number;
                };
            };
            /**
             * Format: date-time
             * @description the plan is of no use if its solving has not begun by then
             */
            notAfter?: string;
            /**
             * @description 9 first
             * @default 5
             */
            priority?: number;
            /**
             * @description kept and given back, at most 20
             * @default {}
             */
            tags?: {
                [key: string]: string;
            };
        };
        TechcardPlanRequest: {
            /** @constant */
            kind: "techcard";
            problem: {
                /**
                 * @description run it by a rule; search the best plan; quantities by week only
                 * @default optimize
                 * @enum {string}
                 */
                mode?: "simulate" | "optimize" | "volume";
                /**
                 * Format: date-time
                 * @description second 0
                 * @default 1970-01-01T00:00:00Z
                 */
                start?: string;
                /** @default [] */
                calendars?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description IANA time zone of the shifts, e.g. Europe/Berlin
                     * @default UTC
                     */
                    timeZone?: string;
                    dayTypes: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description in any order, without overlap; they may touch; none: a day off */
                        shifts: {
                            /** @description name of the shift for people; several shifts may share it */
                            id?: string;
                            /** @description wall clock, in seconds from the midnight that begins the day; above 86400: on the next */
                            from: number;
                            /** @description likewise, after `from`, at most a day after it; the shift is [from, to) */
                            to: number;
                        }[];
                    }[];
                    /** @description the day type of each weekday */
                    week: {
                        /** @description the caller's own name for the thing, unique among its like */
                        monday: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        tuesday: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        wednesday: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        thursday: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        friday: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        saturday: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        sunday: string;
                    };
                    /**
                     * @description at most one for a date
                     * @default []
                     */
                    exceptions?: {
                        /**
                         * Format: date
                         * @description calendar day YYYY-MM-DD of the zone, 1900-01-01 to 2199-12-31
                         */
                        date: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        dayType: string;
                    }[];
                }[];
                /** @default [] */
                resources?: ({
                    /** @constant */
                    type: "pool";
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description site it belongs to, for the volume-calendar plan
                     * @default main
                     */
                    site?: string;
                    /**
                     * @description it works where all of them are open; none: always
                     * @default []
                     */
                    calendars?: string[];
                    capacity: number;
                } | {
                    /** @constant */
                    type: "workers";
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description site it belongs to, for the volume-calendar plan
                     * @default main
                     */
                    site?: string;
                    /**
                     * @description it works where all of them are open; none: always
                     * @default []
                     */
                    calendars?: string[];
                    workers: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @default [] */
                        skills?: string[];
                        /**
                         * @description beside those of the pool: the worker's own shifts
                         * @default []
                         */
                        calendars?: string[];
                    }[];
                } | {
                    /** @constant */
                    type: "machine";
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description site it belongs to, for the volume-calendar plan
                     * @default main
                     */
                    site?: string;
                    /**
                     * @description it works where all of them are open; none: always
                     * @default []
                     */
                    calendars?: string[];
                    /** @description time to go from one state to another, between two operations; the resource is busy and its calendar open */
                    setups?: {
                        /** @description state before the first operation; absent: none, so no set-up time for the first */
                        initial?: string;
                        /** @default [] */
                        times?: {
                            /** @description the caller's own name for the thing, unique among its like */
                            from: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            to: string;
                            seconds: number;
                        }[];
                        /**
                         * @description between two different states that `times` does not list
                         * @default 0
                         */
                        otherwise?: number;
                    };
                    /** @description warm-up and cool-down; they need no open calendar: an oven heats before the shift */
                    heating?: {
                        /**
                         * @description from cold to the first operation
                         * @default 0
                         */
                        warmUpSeconds?: number;
                        /**
                         * @description after the last operation before it stands cold
                         * @default 0
                         */
                        coolDownSeconds?: number;
                        /** @description idle time after which it is cooled down and must be warmed up again; absent: it is kept warm */
                        keepWarmSeconds?: number;
                        /** @default false */
                        warmAtStart?: boolean;
                    };
                } | {
                    /** @constant */
                    type: "batch-oven";
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description site it belongs to, for the volume-calendar plan
                     * @default main
                     */
                    site?: string;
                    /**
                     * @description it works where all of them are open; none: always
                     * @default []
                     */
                    calendars?: string[];
                    /** @description sum of the amounts of the operations of a batch */
                    capacity: number;
                    /** @description time to go from one state to another, between two operations; the resource is busy and its calendar open */
                    setups?: {
                        /** @description state before the first operation; absent: none, so no set-up time for the first */
                        initial?: string;
                        /** @default [] */
                        times?: {
                            /** @description the caller's own name for the thing, unique among its like */
                            from: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            to: string;
                            seconds: number;
                        }[];
                        /**
                         * @description between two different states that `times` does not list
                         * @default 0
                         */
                        otherwise?: number;
                    };
                    /** @description warm-up and cool-down; they need no open calendar: an oven heats before the shift */
                    heating?: {
                        /**
                         * @description from cold to the first operation
                         * @default 0
                         */
                        warmUpSeconds?: number;
                        /**
                         * @description after the last operation before it stands cold
                         * @default 0
                         */
                        coolDownSeconds?: number;
                        /** @description idle time after which it is cooled down and must be warmed up again; absent: it is kept warm */
                        keepWarmSeconds?: number;
                        /** @default false */
                        warmAtStart?: boolean;
                    };
                } | {
                    /** @constant */
                    type: "conveyor-oven";
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description site it belongs to, for the volume-calendar plan
                     * @default main
                     */
                    site?: string;
                    /**
                     * @description it works where all of them are open; none: always
                     * @default []
                     */
                    calendars?: string[];
                    /** @description sum of the amounts on the belt at any moment */
                    capacity: number;
                    /**
                     * @description least time between two entries
                     * @default 0
                     */
                    entrySeconds?: number;
                    /** @description time to go from one state to another, between two operations; the resource is busy and its calendar open */
                    setups?: {
                        /** @description state before the first operation; absent: none, so no set-up time for the first */
                        initial?: string;
                        /** @default [] */
                        times?: {
                            /** @description the caller's own name for the thing, unique among its like */
                            from: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            to: string;
                            seconds: number;
                        }[];
                        /**
                         * @description between two different states that `times` does not list
                         * @default 0
                         */
                        otherwise?: number;
                    };
                    /** @description warm-up and cool-down; they need no open calendar: an oven heats before the shift */
                    heating?: {
                        /**
                         * @description from cold to the first operation
                         * @default 0
                         */
                        warmUpSeconds?: number;
                        /**
                         * @description after the last operation before it stands cold
                         * @default 0
                         */
                        coolDownSeconds?: number;
                        /** @description idle time after which it is cooled down and must be warmed up again; absent: it is kept warm */
                        keepWarmSeconds?: number;
                        /** @default false */
                        warmAtStart?: boolean;
                    };
                } | {
                    /** @constant */
                    type: "reservoir";
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description site it belongs to, for the volume-calendar plan
                     * @default main
                     */
                    site?: string;
                    /**
                     * @description it works where all of them are open; none: always
                     * @default []
                     */
                    calendars?: string[];
                    /** @description absent: no upper limit */
                    capacity?: number;
                    /** @default 0 */
                    initial?: number;
                    /** @default [] */
                    supplies?: {
                        /** @description whole seconds from `start`, or an instant */
                        at: number | string;
                        amount: number;
                    }[];
                } | {
                    /** @constant */
                    type: "paced-line";
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description site it belongs to, for the volume-calendar plan
                     * @default main
                     */
                    site?: string;
                    /**
                     * @description it works where all of them are open; none: always
                     * @default []
                     */
                    calendars?: string[];
                    lines: number;
                    stations: number;
                    /**
                     * @description whether a takt may begin without a new piece while some are to come
                     * @default true
                     */
                    emptyTakts?: boolean;
                })[];
                cards: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description type of product, with serial numbers of its own; absent: the id of the card */
                    product?: string;
                    /** @description most workers at one piece at the same time */
                    workerLimit?: number;
                    operations: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description for people */
                        name?: string;
                        /** @description ways to do it: other machines, more workers */
                        modes: {
                            /** @description the caller's own name for the thing, unique among its like */
                            id?: string;
                            durationSeconds: number;
                            /** @default [] */
                            demands?: {
                                /** @description the caller's own name for the thing, unique among its like */
                                resource: string;
                                /**
                                 * @description units of a pool, workers, places in an oven; of a reservoir: taken at the start
                                 * @default 1
                                 */
                                amount?: number;
                                /**
                                 * @description reservoir only: added at the end
                                 * @default 0
                                 */
                                adds?: number;
                                /** @description workers only: skill that each of them must have */
                                skill?: string;
                                /** @description machine and ovens: state (regime, tool, colour) that the operation needs */
                                state?: string;
                                /** @description paced line only: station, from 0 */
                                station?: number;
                            }[];
                        }[];
                        /** @default [] */
                        after?: {
                            /** @description the caller's own name for the thing, unique among its like */
                            operation: string;
                            /**
                             * @description which moment of the other operation
                             * @default end
                             * @enum {string}
                             */
                            from?: "start" | "end";
                            /**
                             * @description which moment of this one
                             * @default start
                             * @enum {string}
                             */
                            to?: "start" | "end";
                            /** @default 0 */
                            leastSeconds?: number;
                            greatestSeconds?: number;
                        }[];
                        /**
                         * @description may pause while its resources are closed, holding them
                         * @default false
                         */
                        pausable?: boolean;
                        /**
                         * @description workers it takes of the card's `workerLimit`
                         * @default 1
                         */
                        workers?: number;
                    }[];
                }[];
                orders: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    card: string;
                    /** @default 1 */
                    quantity?: number;
                    /**
                     * @description nothing of it starts before
                     * @default 0
                     */
                    release?: number | string;
                    /** @description what ends later is tardy */
                    due?: number | string;
                    /** @description nothing of it ends after */
                    deadline?: number | string;
                    /**
                     * @description weight of a second of tardiness of a piece
                     * @default 1
                     */
                    priority?: number;
                }[];
                /**
                 * @description weights of what is made small; all 0 is refused
                 * @default {
                 *       "makespan": 1,
                 *       "tardiness": 0,
                 *       "flowTime": 0,
                 *       "setupTime": 0
                 *     }
                 */
                objective?: {
                    /**
                     * @description per second until the last end
                     * @default 0
                     */
                    makespan?: number;
                    /**
                     * @description per second, times the order's priority
                     * @default 0
                     */
                    tardiness?: number;
                    /**
                     * @description per second between release and end of each piece
                     * @default 0
                     */
                    flowTime?: number;
                    /**
                     * @description per second of set-up
                     * @default 0
                     */
                    setupTime?: number;
                };
                /**
                 * @description backward: the same objective, and everything as late as it allows, from the due dates
                 * @default forward
                 * @enum {string}
                 */
                direction?: "forward" | "backward";
                /**
                 * @description dispatching rule of `simulate`
                 * @default earliest-start
                 * @enum {string}
                 */
                rule?: "first-permitted" | "earliest-start" | "shortest-first" | "longest-first" | "earliest-due" | "least-slack" | "most-work-left" | "highest-priority" | "longest-tail";
                /**
                 * @description log of `simulate`
                 * @default {
                 *       "events": true,
                 *       "text": false
                 *     }
                 */
                log?: {
                    /**
                     * @description what started, ended, waited and why
                     * @default true
                     */
                    events?: boolean;
                    /**
                     * @description as lines of text, one for each movement
                     * @default false
                     */
                    text?: boolean;
                };
                /** @description nothing starts before, save what is given */
                now?: number | string;
                /**
                 * @description facts and the frozen part of an earlier plan
                 * @default []
                 */
                given?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description number of the piece among those of its product, from 0 */
                    serial: number;
                    /** @description the caller's own name for the thing, unique among its like */
                    operation: string;
                    /**
                     * @description index of its mode
                     * @default 0
                     */
                    mode?: number;
                    /** @description whole seconds from `start`, or an instant */
                    start: number | string;
                    /** @description actual or expected end; absent: as long as the mode takes */
                    end?: number | string;
                    /** @description as in a plan; absent: chosen */
                    resources?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        resource: string;
                        /** @description who does it */
                        workers?: string[];
                        /** @description of a paced line */
                        line?: number;
                        station?: number;
                        /** @description number of the takt of that line */
                        takt?: number;
                        /** @description number of the batch of that oven */
                        batch?: number;
                    }[];
                }[];
                /** @description a volume-calendar plan too: quantities by period, site and product against rough capacity */
                volume?: {
                    /** @default 13 */
                    periods?: number;
                    /** @default 7 */
                    daysPerPeriod?: number;
                };
            };
            /** @description a plan to begin from; the result is never worse */
            warmStart?: {
                operations: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description number of the piece among those of its product, from 0 */
                    serial: number;
                    /** @description the caller's own name for the thing, unique among its like */
                    operation: string;
                    /** @default 0 */
                    mode?: number;
                    start: number;
                    end?: number;
                    /** @default [] */
                    resources?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        resource: string;
                        /** @description who does it */
                        workers?: string[];
                        /** @description of a paced line */
                        line?: number;
                        station?: number;
                        /** @description number of the takt of that line */
                        takt?: number;
                        /** @description number of the batch of that oven */
                        batch?: number;
                    }[];
                }[];
            };
            /**
             * @description what the solve may use
             * @default {
             *       "timeMs": 10000,
             *       "gap": 0,
             *       "seed": 1,
             *       "deterministic": false
             *     }
             */
            budget?: {
                /**
                 * @description wall time for solving, waiting not included
                 * @default 10000
                 */
                timeMs?: number;
                /**
                 * @description relative gap that is good enough
                 * @default 0
                 */
                gap?: number;
                /** @default 1 */
                seed?: number;
                /**
                 * @description end by iterations instead of time, so that the same request gives the same plan
                 * @default false
                 */
                deterministic?: boolean;
                /** @description search iterations, by kind */
                maxIterations?: number;
            };
            /** @description ovens that get their setpoints from the plan; needs scope equipment:write where keys are on */
            equipment?: {
                /** @description the caller's own name for the thing, unique among its like */
                site: string & (unknown & unknown);
                ovens: {
                    /** @description the caller's own name for the thing, unique among its like */
                    oven: string & (unknown & unknown);
                    /** @description furnace of the problem that this oven is; techcard: oven or machine with states */
                    furnace: string;
                    /**
                     * @description the caller's own name for the thing, unique among its like
                     * @default temperature
                     */
                    tag?: string;
                    /** @default degC */
                    unit?: string;
                    /** @description least setpoint that the oven takes */
                    min: number;
                    /** @description greatest setpoint that the oven takes */
                    max: number;
                    /** @description greatest change of setpoint per minute */
                    rampPerMin: number;
                    /**
                     * @description verified within this distance of the setpoint
                     * @default 5
                     */
                    tolerance?: number;
                    /** @description setpoint after the last heat; absent: keep the last one */
                    idle?: number;
                    /**
                     * @description each command waits for a person
                     * @default false
                     */
                    approval?: boolean;
                }[];
                setpoints: {
                    /** @description grade or regime; techcard: state */
                    grade: string;
                    /** @description target in the unit of the oven */
                    value: number;
                    /**
                     * @description time within tolerance before it is verified
                     * @default 10
                     */
                    dwellMinutes?: number;
                }[];
                /**
                 * @description a command that could not be given so long after its start is not given any more
                 * @default 30
                 */
                latestStartMinutes?: number;
                /** @description only heats that start so soon after the first one become commands; absent: all */
                horizonMinutes?: number;
                /** @description run the plan in other time, for simulated ovens */
                rehearsal?: {
                    /**
                     * Format: date-time
                     * @description wall time at which the first heat starts; absent: when the plan is kept
                     */
                    startAt?: string;
                    /** @description plan minutes per wall minute */
                    speed: number;
                };
            };
            /**
             * Format: date-time
             * @description the plan is of no use if its solving has not begun by then
             */
            notAfter?: string;
            /**
             * @description 9 first
             * @default 5
             */
            priority?: number;
            /**
             * @description kept and given back, at most 20
             * @default {}
             */
            tags?: {
                [key: string]: string;
            };
        };
        ReorderPlanRequest: {
            /** @constant */
            kind: "reorder";
            problem: {
                /** @constant */
                mode: "plan";
                /**
                 * Format: date
                 * @description first day; orders are placed from it on
                 */
                start: string;
                days: number;
                /** @default EUR */
                currency?: string;
                items: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @default pcs */
                    unit?: string;
                    /**
                     * @description usable stock without a date; with a shelf life: as fresh as if it came today
                     * @default 0
                     */
                    onHand?: number;
                    /**
                     * @description stock on hand with dates, beside `onHand`
                     * @default []
                     */
                    lots?: {
                        quantity: number;
                        /**
                         * Format: date
                         * @description first day on which it is no more of use
                         */
                        expires: string;
                    }[];
                    /**
                     * @description ordered and not yet there; counts from the day on which it arrives, no sooner
                     * @default []
                     */
                    onOrder?: {
                        quantity: number;
                        /**
                         * Format: date
                         * @description calendar day YYYY-MM-DD, local to the site
                         */
                        arrives: string;
                        /**
                         * Format: date
                         * @description absent: by the shelf life from its arrival
                         */
                        expires?: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        supplier?: string;
                    }[];
                    /**
                     * @description owed to customers
                     * @default 0
                     */
                    backOrders?: number;
                    /** @description days of use, the day of delivery included; absent: keeps */
                    shelfLifeDays?: number;
                    /**
                     * @description storage that a unit takes
                     * @default 0
                     */
                    space?: number;
                    /** @description per unit and day; absent: by `holdingRate` */
                    holdingCost?: number;
                    /**
                     * @description per year, of the cheapest price
                     * @default 0.2
                     */
                    holdingRate?: number;
                    /** @description worth of a unit that is left at the end; absent: its cheapest price */
                    stockValue?: number;
                    /**
                     * @description of throwing a unit away, beside its price
                     * @default 0
                     */
                    wasteCost?: number;
                    /**
                     * @description what happens to demand that stock does not cover
                     * @default {
                     *       "type": "lost"
                     *     }
                     */
                    shortage?: {
                        /** @constant */
                        type: "never";
                    } | {
                        /** @constant */
                        type: "backorder";
                        /** @description for each unit owed at the end of a day */
                        costPerUnitDay: number;
                    } | {
                        /** @constant */
                        type: "lost";
                        /** @description for each unit not served; absent: ten times its dearest price */
                        costPerUnit?: number;
                    };
                    /** @description absent: for random demand the service that shortage and holding cost call for, else none */
                    safety?: {
                        /** @constant */
                        type: "none";
                    } | {
                        /** @constant */
                        type: "stock";
                        quantity: number;
                    } | {
                        /** @constant */
                        type: "cycle-service";
                        level: number;
                    } | {
                        /** @constant */
                        type: "fill-rate";
                        level: number;
                    };
                    /** @description per unit that is missing from the safety stock at the end of a day; absent: what the service level is worth */
                    belowSafetyCost?: number;
                    /**
                     * @description own demand, beside what recipes ask for
                     * @default {
                     *       "type": "constant",
                     *       "perDay": 0
                     *     }
                     */
                    demand?: {
                        /** @constant */
                        type: "constant";
                        perDay: number;
                    } | {
                        /** @constant */
                        type: "distribution";
                        perDay: {
                            /** @constant */
                            type: "normal";
                            mean: number;
                            sd: number;
                        } | {
                            /** @constant */
                            type: "lognormal";
                            mu: number;
                            sigma: number;
                        } | {
                            /** @constant */
                            type: "poisson";
                            mean: number;
                        } | {
                            /** @constant */
                            type: "gamma";
                            shape: number;
                            scale: number;
                        } | {
                            /** @constant */
                            type: "exponential";
                            rate: number;
                        } | {
                            /** @constant */
                            type: "uniform";
                            min: number;
                            max: number;
                        } | {
                            /** @constant */
                            type: "negative-binomial";
                            r: number;
                            p: number;
                        } | {
                            /** @constant */
                            type: "geometric";
                            p: number;
                        } | {
                            /** @constant */
                            type: "discrete";
                            pmf: [
                                number,
                                number
                            ][];
                        } | {
                            /** @constant */
                            type: "empirical";
                            samples: number[];
                        };
                        /** @description Monday first; times the mean */
                        weekdayFactors?: number[];
                    } | {
                        /** @constant */
                        type: "series";
                        /** @description from `start`; days beyond its end have none */
                        perDay: number[];
                        /**
                         * @description standard deviation of the error of a day
                         * @default 0
                         */
                        sd?: number;
                    } | {
                        /** @constant */
                        type: "dated";
                        amounts: {
                            /**
                             * Format: date
                             * @description calendar day YYYY-MM-DD, local to the site
                             */
                            date: string;
                            quantity: number;
                        }[];
                    } | {
                        /** @constant */
                        type: "history";
                        /**
                         * Format: date
                         * @description day of the first figure; the last one must lie before `start`
                         */
                        from: string;
                        perDay: number[];
                        /**
                         * @description auto: whichever foretold the last part of the history best
                         * @default auto
                         * @enum {string}
                         */
                        method?: "auto" | "moving-average" | "weekday-mean" | "exponential-smoothing" | "holt-winters" | "croston" | "arima";
                    };
                    /** @description how it is ordered now, for comparison on the history */
                    present?: {
                        /** @constant */
                        type: "reorder-point";
                        reorderPoint: number;
                        orderQuantity: number;
                    } | {
                        /** @constant */
                        type: "min-max";
                        reorderPoint: number;
                        orderUpTo: number;
                    } | {
                        /** @constant */
                        type: "periodic";
                        every: number;
                        orderUpTo: number;
                    };
                }[];
                /** @default [] */
                products?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description demand of a day */
                    demand: {
                        /** @constant */
                        type: "constant";
                        perDay: number;
                    } | {
                        /** @constant */
                        type: "distribution";
                        perDay: {
                            /** @constant */
                            type: "normal";
                            mean: number;
                            sd: number;
                        } | {
                            /** @constant */
                            type: "lognormal";
                            mu: number;
                            sigma: number;
                        } | {
                            /** @constant */
                            type: "poisson";
                            mean: number;
                        } | {
                            /** @constant */
                            type: "gamma";
                            shape: number;
                            scale: number;
                        } | {
                            /** @constant */
                            type: "exponential";
                            rate: number;
                        } | {
                            /** @constant */
                            type: "uniform";
                            min: number;
                            max: number;
                        } | {
                            /** @constant */
                            type: "negative-binomial";
                            r: number;
                            p: number;
                        } | {
                            /** @constant */
                            type: "geometric";
                            p: number;
                        } | {
                            /** @constant */
                            type: "discrete";
                            pmf: [
                                number,
                                number
                            ][];
                        } | {
                            /** @constant */
                            type: "empirical";
                            samples: number[];
                        };
                        /** @description Monday first; times the mean */
                        weekdayFactors?: number[];
                    } | {
                        /** @constant */
                        type: "series";
                        /** @description from `start`; days beyond its end have none */
                        perDay: number[];
                        /**
                         * @description standard deviation of the error of a day
                         * @default 0
                         */
                        sd?: number;
                    } | {
                        /** @constant */
                        type: "dated";
                        amounts: {
                            /**
                             * Format: date
                             * @description calendar day YYYY-MM-DD, local to the site
                             */
                            date: string;
                            quantity: number;
                        }[];
                    } | {
                        /** @constant */
                        type: "history";
                        /**
                         * Format: date
                         * @description day of the first figure; the last one must lie before `start`
                         */
                        from: string;
                        perDay: number[];
                        /**
                         * @description auto: whichever foretold the last part of the history best
                         * @default auto
                         * @enum {string}
                         */
                        method?: "auto" | "moving-average" | "weekday-mean" | "exponential-smoothing" | "holt-winters" | "croston" | "arima";
                    };
                }[];
                /** @default [] */
                recipes?: {
                    /** @description a product, or something that other recipes use */
                    makes: string;
                    /**
                     * @description units that one run of the recipe gives
                     * @default 1
                     */
                    yields?: number;
                    /**
                     * @description share of what is made that is lost
                     * @default 0
                     */
                    waste?: number;
                    /**
                     * @description days before its use on which it is made
                     * @default 0
                     */
                    daysBefore?: number;
                    ingredients: {
                        /** @description an item, or what another recipe makes */
                        use: string;
                        /** @description net, for one run */
                        quantity: number;
                        /**
                         * @description share of what is taken that is lost: peel, trimmings
                         * @default 0
                         */
                        waste?: number;
                    }[];
                }[];
                /** @default [] */
                suppliers?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description of an order, whatever is in it: shared by its lines
                     * @default 0
                     */
                    orderCost?: number;
                    /**
                     * @description calendar days from order to delivery
                     * @default 1
                     */
                    leadTimeDays?: number;
                    /** @default 0 */
                    leadTimeSdDays?: number;
                    /** @description on which orders are taken; absent: every day */
                    orderDays?: ("monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")[];
                    /** @description absent: every day */
                    deliveryDays?: ("monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")[];
                    /**
                     * @description days on which it neither takes orders nor delivers
                     * @default []
                     */
                    closed?: string[];
                    /**
                     * @description an order below it is not taken
                     * @default 0
                     */
                    leastOrderValue?: number;
                }[];
                /** @default [] */
                offers?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    item: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    supplier: string;
                    /** @description per unit */
                    price: number;
                    /**
                     * @description prices from a quantity on, in order of quantity
                     * @default []
                     */
                    breaks?: {
                        from: number;
                        price: number;
                    }[];
                    /**
                     * @description all-units: the price holds for the whole order; incremental: for the units beyond `from`
                     * @default all-units
                     * @enum {string}
                     */
                    breakKind?: "all-units" | "incremental";
                    /**
                     * @description of a line of this item in an order
                     * @default 0
                     */
                    lineCost?: number;
                    /** @description orders are multiples of it; absent: any quantity */
                    packSize?: number;
                    /** @default 0 */
                    leastQuantity?: number;
                    greatestQuantity?: number;
                    /** @description absent: the supplier's */
                    leadTimeDays?: number;
                    /** @description on delivery; absent: the item's */
                    shelfLifeDays?: number;
                    /**
                     * Format: date
                     * @description first delivery day for which it holds
                     */
                    from?: string;
                    /**
                     * Format: date
                     * @description last delivery day for which it holds
                     */
                    until?: string;
                }[];
                /**
                 * @description shared by all items; stock that is there or on its way without a new order is never a breach
                 * @default {}
                 */
                limits?: {
                    /** @description goods bought over the plan, at their prices */
                    budget?: number;
                    /** @description space that stock may take on any day, after its deliveries */
                    storage?: number;
                    /** @description value at the cheapest prices that may lie in stock on any day, after its deliveries */
                    money?: number;
                    /** @description orders placed, of all suppliers */
                    orders?: number;
                };
                /**
                 * @description run the proposed rules over the history, where there is one
                 * @default true
                 */
                replay?: boolean;
            } | {
                /** @constant */
                mode: "calculate";
                questions: ({
                    /** @constant */
                    model: "eoq";
                    /** @description cost of an order, whatever its size */
                    fixedCost: number;
                    /** @description cost of holding a unit for one time unit */
                    holdingCost: number;
                    /** @description units per time unit */
                    demandRate: number;
                    /** @description evaluate this quantity; absent: find the best */
                    orderQuantity?: number;
                    /** @description price of a unit: adds what the purchase costs */
                    unitCost?: number;
                    /** @description from order to receipt in the time unit of the demand rate */
                    leadTime?: number;
                    /** @description from order to receipt in open days; instead of `leadTime` */
                    leadTimeDays?: number;
                    /** @description open days per time unit; 365 where days are asked and it is absent */
                    openDaysPerYear?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "eoq-backorders";
                    /** @description cost of an order, whatever its size */
                    fixedCost: number;
                    /** @description cost of holding a unit for one time unit */
                    holdingCost: number;
                    /** @description cost of a unit on back order for one time unit */
                    stockoutCost: number;
                    /** @description units per time unit */
                    demandRate: number;
                    /** @description evaluate this quantity; absent: find the best */
                    orderQuantity?: number;
                    /** @description share of demand that waits; absent: the best */
                    stockoutFraction?: number;
                    /** @description price of a unit: adds what the purchase costs */
                    unitCost?: number;
                    /** @description from order to receipt in the time unit of the demand rate */
                    leadTime?: number;
                    /** @description from order to receipt in open days; instead of `leadTime` */
                    leadTimeDays?: number;
                    /** @description open days per time unit; 365 where days are asked and it is absent */
                    openDaysPerYear?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "epq";
                    /** @description cost of an order, whatever its size */
                    fixedCost: number;
                    /** @description cost of holding a unit for one time unit */
                    holdingCost: number;
                    /** @description units per time unit */
                    demandRate: number;
                    /** @description units per time unit while a lot is made; above the demand rate */
                    productionRate: number;
                    /** @description evaluate this quantity; absent: find the best */
                    orderQuantity?: number;
                    /** @description price of a unit: adds what the purchase costs */
                    unitCost?: number;
                    /** @description from order to receipt in the time unit of the demand rate */
                    leadTime?: number;
                    /** @description from order to receipt in open days; instead of `leadTime` */
                    leadTimeDays?: number;
                    /** @description open days per time unit; 365 where days are asked and it is absent */
                    openDaysPerYear?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "eoq-discount-all-units";
                    /** @description cost of an order, whatever its size */
                    fixedCost: number;
                    /** @description share of the unit cost that holding a unit for one time unit costs */
                    holdingCostRate: number;
                    /** @description units per time unit */
                    demandRate: number;
                    /** @description least quantity of each price region, ascending, the first 0 */
                    breakpoints: number[];
                    /** @description price of a unit by region */
                    unitCosts: number[];
                    /** @description evaluate this quantity; absent: find the best */
                    orderQuantity?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "eoq-discount-incremental";
                    /** @description cost of an order, whatever its size */
                    fixedCost: number;
                    /** @description share of the unit cost that holding a unit for one time unit costs */
                    holdingCostRate: number;
                    /** @description units per time unit */
                    demandRate: number;
                    /** @description least quantity of each price region, ascending, the first 0 */
                    breakpoints: number[];
                    /** @description price of a unit by region */
                    unitCosts: number[];
                    /** @description evaluate this quantity; absent: find the best */
                    orderQuantity?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "eoq-practical-constraints";
                    /** @description cost of an order, whatever its size */
                    fixedCost: number;
                    /** @description share of the unit cost per unit and time unit */
                    holdingCostRate?: number;
                    /** @description cost per unit and time unit whatever the price; added to that of the rate */
                    holdingCost?: number;
                    /** @description units per time unit */
                    demandRate: number;
                    /** @description as for price breaks; absent: one price */
                    breakpoints?: number[];
                    /** @description price of a unit by region */
                    unitCosts: number[];
                    /**
                     * @description kind of the price breaks; all-units
                     * @enum {string}
                     */
                    discount?: "all-units" | "incremental";
                    /** @description units per pack, 0.5 as well as 12; absent: any quantity */
                    packSize?: number | null;
                    /** @description least order in units */
                    minOrder?: number | null;
                    /** @description greatest order in units */
                    maxOrder?: number | null;
                    /** @description an order is used up within so many days at constant demand */
                    shelfLifeDays?: number | null;
                    /** @description days per time unit of the demand rate; 365 */
                    daysPerYear?: number;
                    /** @description evaluate this quantity; absent: find the best */
                    orderQuantity?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "eoq-multi-item-storage";
                    /** @description cost of an order by item */
                    fixedCosts: number[];
                    /** @description units per time unit by item */
                    demandRates: number[];
                    /** @description cost of holding a unit for one time unit by item */
                    holdingCosts: number[];
                    /** @description space that a unit takes by item */
                    unitSpace: number[];
                    /** @description space for full orders of all items at once */
                    storageLimit: number;
                    /** @description units per pack by item; absent: any quantity */
                    packSizes?: number[];
                    /** @description evaluate these order quantities */
                    orderQuantities?: number[];
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "eoq-multi-item-budget";
                    /** @description cost of an order by item */
                    fixedCosts: number[];
                    /** @description units per time unit by item */
                    demandRates: number[];
                    /** @description price of a unit by item */
                    unitCosts: number[];
                    /** @description cost per unit and time unit by item; instead of the rate */
                    holdingCosts?: number[];
                    /** @description share of the unit cost that holding a unit for one time unit costs */
                    holdingCostRate?: number;
                    /** @description money that may be tied up in stock */
                    budgetLimit: number;
                    /**
                     * @description money tied up by full orders of all items at once (default), or by half of them, the average stock
                     * @enum {string}
                     */
                    basis?: "full-orders" | "average-stock";
                    /** @description units per pack by item; absent: any quantity */
                    packSizes?: number[];
                    /** @description evaluate these order quantities */
                    orderQuantities?: number[];
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "joint-replenishment";
                    /** @description cost of an order, whatever is in it */
                    sharedFixedCost: number;
                    /** @description what each item in an order adds to its cost */
                    itemFixedCosts: number[];
                    /** @description cost of holding a unit for one time unit by item */
                    holdingCosts: number[];
                    /** @description units per time unit by item; one without demand is not ordered */
                    demandRates: number[];
                    /**
                     * @description cyclic (default): a base cycle costs the shared cost even with no item due; strict: some item always is
                     * @enum {string}
                     */
                    policy?: "cyclic" | "strict";
                    /** @description evaluate these multiples */
                    multiples?: number[];
                    /** @description evaluate `multiples` at this base cycle; absent: at the best for them */
                    baseCycle?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "joint-replenishment-power-of-two";
                    /** @description cost of an order, whatever is in it */
                    sharedFixedCost: number;
                    /** @description what each item in an order adds to its cost */
                    itemFixedCosts: number[];
                    /** @description cost of holding a unit for one time unit by item */
                    holdingCosts: number[];
                    /** @description units per time unit by item; one without demand is not ordered */
                    demandRates: number[];
                    /** @description base periods per time unit, say 52; every cycle is a power of two of them. Absent: the best base period */
                    basePeriodsPerTime?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "eoq-disruptions";
                    /** @description cost of an order, whatever its size */
                    fixedCost: number;
                    /** @description cost of holding a unit for one time unit */
                    holdingCost: number;
                    /** @description cost of a unit of demand lost while the supplier is down */
                    stockoutCost: number;
                    /** @description units per time unit */
                    demandRate: number;
                    /** @description failures of the supplier per time unit in which it works */
                    disruptionRate: number;
                    /** @description recoveries per time unit in which it is down */
                    recoveryRate: number;
                    /** @description closed form that takes the supplier in its long-run state; false */
                    approximate?: boolean;
                    /** @description evaluate this quantity; absent: find the best */
                    orderQuantity?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "newsvendor-disruptions";
                    /** @description cost of a unit left at the end of a period */
                    holdingCost: number;
                    /** @description cost of a unit short at the end of a period */
                    stockoutCost: number;
                    /** @description known demand of a period */
                    demand: number;
                    /** @description chance that a supplier that works is down in the next period */
                    disruptionProb: number;
                    /** @description chance that one that is down works in the next period */
                    recoveryProb: number;
                    /** @description evaluate this level; absent: find the best */
                    baseStockLevel?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "eoq-yield-additive";
                    /** @description cost of an order, whatever its size */
                    fixedCost: number;
                    /** @description cost of holding a unit for one time unit */
                    holdingCost: number;
                    /** @description units per time unit */
                    demandRate: number;
                    /** @description mean of what arrives beyond the order; below 0: less arrives */
                    yieldMean: number;
                    yieldSd: number;
                    /** @description evaluate this quantity; absent: find the best */
                    orderQuantity?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "eoq-yield-multiplicative";
                    /** @description cost of an order, whatever its size */
                    fixedCost: number;
                    /** @description cost of holding a unit for one time unit */
                    holdingCost: number;
                    /** @description units per time unit */
                    demandRate: number;
                    /** @description mean share of the order that arrives */
                    yieldMean: number;
                    yieldSd: number;
                    /** @description evaluate this quantity; absent: find the best */
                    orderQuantity?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "newsvendor-yield-additive-uniform";
                    /** @description cost of a unit left at the end of a period */
                    holdingCost: number;
                    /** @description cost of a unit short at the end of a period */
                    stockoutCost: number;
                    /** @description known demand of a period */
                    demand: number;
                    /** @description least that arrives beyond the order */
                    yieldLo: number;
                    /** @description most that arrives beyond the order */
                    yieldHi: number;
                    /** @description evaluate this level; absent: find the best */
                    baseStockLevel?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "newsvendor-yield-additive";
                    /** @description cost of a unit left at the end of a period */
                    holdingCost: number;
                    /** @description cost of a unit short at the end of a period */
                    stockoutCost: number;
                    /** @description known demand of a period */
                    demand: number;
                    /** @description what arrives beyond the order */
                    yield: {
                        /** @constant */
                        type: "normal";
                        mean: number;
                        sd: number;
                    } | {
                        /** @constant */
                        type: "lognormal";
                        mu: number;
                        sigma: number;
                    } | {
                        /** @constant */
                        type: "poisson";
                        mean: number;
                    } | {
                        /** @constant */
                        type: "gamma";
                        shape: number;
                        scale: number;
                    } | {
                        /** @constant */
                        type: "exponential";
                        rate: number;
                    } | {
                        /** @constant */
                        type: "uniform";
                        min: number;
                        max: number;
                    } | {
                        /** @constant */
                        type: "negative-binomial";
                        r: number;
                        p: number;
                    } | {
                        /** @constant */
                        type: "geometric";
                        p: number;
                    } | {
                        /** @constant */
                        type: "discrete";
                        pmf: [
                            number,
                            number
                        ][];
                    } | {
                        /** @constant */
                        type: "empirical";
                        samples: number[];
                    };
                    /** @description evaluate this level; absent: find the best */
                    baseStockLevel?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "newsvendor-yield-multiplicative";
                    /** @description cost of a unit left at the end of a period */
                    holdingCost: number;
                    /** @description cost of a unit short at the end of a period */
                    stockoutCost: number;
                    /** @description known demand of a period */
                    demand: number;
                    /** @description share of the order that arrives, not below 0 */
                    yield: {
                        /** @constant */
                        type: "normal";
                        mean: number;
                        sd: number;
                    } | {
                        /** @constant */
                        type: "lognormal";
                        mu: number;
                        sigma: number;
                    } | {
                        /** @constant */
                        type: "poisson";
                        mean: number;
                    } | {
                        /** @constant */
                        type: "gamma";
                        shape: number;
                        scale: number;
                    } | {
                        /** @constant */
                        type: "exponential";
                        rate: number;
                    } | {
                        /** @constant */
                        type: "uniform";
                        min: number;
                        max: number;
                    } | {
                        /** @constant */
                        type: "negative-binomial";
                        r: number;
                        p: number;
                    } | {
                        /** @constant */
                        type: "geometric";
                        p: number;
                    } | {
                        /** @constant */
                        type: "discrete";
                        pmf: [
                            number,
                            number
                        ][];
                    } | {
                        /** @constant */
                        type: "empirical";
                        samples: number[];
                    };
                    /** @description evaluate this order-up-to level; absent: find the best */
                    baseStockLevel?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "dynamic-lot-sizing";
                    /** @description needed where no list tells it */
                    numPeriods?: number;
                    /** @description units per period; known */
                    demand: number | number[];
                    /** @description money per order */
                    fixedCost: number | number[];
                    /** @description money per unit in stock at the end of a period */
                    holdingCost: number | number[];
                    /** @description money per unit, by the period of the order; default 0 */
                    purchaseCost?: number | number[];
                    /** @description units before the first period; default 0 */
                    initialInventory?: number;
                    /** @description a plan to evaluate in place of the best */
                    orderQuantities?: number[];
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "dynamic-lot-sizing-backorders";
                    /** @description needed where no list tells it */
                    numPeriods?: number;
                    /** @description units per period; known */
                    demand: number | number[];
                    /** @description money per order */
                    fixedCost: number | number[];
                    /** @description money per unit in stock at the end of a period */
                    holdingCost: number | number[];
                    /** @description money per unit, by the period of the order; default 0 */
                    purchaseCost?: number | number[];
                    /** @description units; below 0 is owed before the first period */
                    initialInventory?: number;
                    /** @description money per unit owed at the end of a period */
                    backorderCost: number | number[];
                    /** @description whether units may be owed after the last period */
                    terminalBackordersAllowed?: boolean;
                    /** @description a plan to evaluate in place of the best */
                    orderQuantities?: number[];
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "dynamic-lot-sizing-capacitated";
                    /** @description needed where no list tells it */
                    numPeriods?: number;
                    /** @description units per period; known */
                    demand: number | number[];
                    /** @description money per order */
                    fixedCost: number | number[];
                    /** @description money per unit in stock at the end of a period */
                    holdingCost: number | number[];
                    /** @description money per unit, by the period of the order; default 0 */
                    purchaseCost?: number | number[];
                    /** @description units before the first period; default 0 */
                    initialInventory?: number;
                    /** @description most units of one order, by its period */
                    capacity: number | number[];
                    /** @description a plan to evaluate in place of the best */
                    orderQuantities?: number[];
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "silver-meal";
                    /** @description needed where no list tells it */
                    numPeriods?: number;
                    /** @description units per period; known */
                    demand: number | number[];
                    /** @description money per order */
                    fixedCost: number | number[];
                    /** @description money per unit in stock at the end of a period */
                    holdingCost: number | number[];
                    /** @description money per unit, by the period of the order; default 0 */
                    purchaseCost?: number | number[];
                    /** @description units before the first period; default 0 */
                    initialInventory?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "part-period";
                    /** @description needed where no list tells it */
                    numPeriods?: number;
                    /** @description units per period; known */
                    demand: number | number[];
                    /** @description money per order */
                    fixedCost: number | number[];
                    /** @description money per unit in stock at the end of a period */
                    holdingCost: number | number[];
                    /** @description money per unit, by the period of the order; default 0 */
                    purchaseCost?: number | number[];
                    /** @description units before the first period; default 0 */
                    initialInventory?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "finite-horizon-stochastic";
                    /** @description needed where no list tells it */
                    numPeriods?: number;
                    /** @description money per order */
                    fixedCost: number | number[];
                    /** @description money per unit; default 0 */
                    purchaseCost?: number | number[];
                    /** @description money per unit left at the end of a period */
                    holdingCost: number | number[];
                    /** @description money per unit owed at the end of a period */
                    stockoutCost: number | number[];
                    /** @description money per unit left after the last period; default 0 */
                    terminalHoldingCost?: number;
                    /** @description money per unit owed after the last period; default 0 */
                    terminalStockoutCost?: number;
                    /** @description units per period, normal demand */
                    demandMean: number | number[];
                    /** @description units */
                    demandSd: number | number[];
                    /** @description worth now of money one period later; default 1 */
                    discountFactor?: number | number[];
                    /** @description units, rounded to whole ones; default 0 */
                    initialInventory?: number;
                    /** @description with orderUpToLevels: to evaluate */
                    reorderPoints?: number[];
                    orderUpToLevels?: number[];
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "finite-horizon-myopic-bounds";
                    /** @description needed where no list tells it */
                    numPeriods?: number;
                    /** @description money per order */
                    fixedCost: number | number[];
                    /** @description money per unit; default 0 */
                    purchaseCost?: number | number[];
                    /** @description money per unit left at the end of a period */
                    holdingCost: number | number[];
                    /** @description money per unit owed at the end of a period */
                    stockoutCost: number | number[];
                    /** @description money per unit left after the last period; default 0 */
                    terminalHoldingCost?: number;
                    /** @description money per unit owed after the last period; default 0 */
                    terminalStockoutCost?: number;
                    /** @description units per period, normal demand */
                    demandMean: number | number[];
                    /** @description units */
                    demandSd: number | number[];
                    /** @description worth now of money one period later; default 1 */
                    discountFactor?: number | number[];
                    /** @description has no say in the bounds */
                    initialInventory?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "nonstationary-stochastic-lot-sizing";
                    /** @description money per order */
                    fixedCost: number | number[];
                    /** @description money per unit; default 0 */
                    purchaseCost?: number | number[];
                    /** @description money per unit left at the end of a period */
                    holdingCost: number | number[];
                    /** @description money per unit owed at the end of a period */
                    stockoutCost: number | number[];
                    /** @description demand of each period, independent of one another */
                    demand: {
                        /** @constant */
                        type: "poisson";
                        means: number[];
                    } | {
                        /** @constant */
                        type: "normal";
                        means: number[];
                        sds: number | number[];
                    } | {
                        /** @constant */
                        type: "distributions";
                        distributions: ({
                            /** @constant */
                            type: "normal";
                            mean: number;
                            sd: number;
                        } | {
                            /** @constant */
                            type: "lognormal";
                            mu: number;
                            sigma: number;
                        } | {
                            /** @constant */
                            type: "poisson";
                            mean: number;
                        } | {
                            /** @constant */
                            type: "gamma";
                            shape: number;
                            scale: number;
                        } | {
                            /** @constant */
                            type: "exponential";
                            rate: number;
                        } | {
                            /** @constant */
                            type: "uniform";
                            min: number;
                            max: number;
                        } | {
                            /** @constant */
                            type: "negative-binomial";
                            r: number;
                            p: number;
                        } | {
                            /** @constant */
                            type: "geometric";
                            p: number;
                        } | {
                            /** @constant */
                            type: "discrete";
                            pmf: [
                                number,
                                number
                            ][];
                        } | {
                            /** @constant */
                            type: "empirical";
                            samples: number[];
                        })[];
                    };
                    /** @description units, rounded to whole ones; default 0 */
                    initialInventory?: number;
                    /** @description reorder point and order-up-to level of each period: to evaluate in place of the best */
                    sS?: [
                        number,
                        number
                    ][];
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "multi-period-newsvendor";
                    /** @description money per unit left at the end of a period */
                    holdingCost: number | number[];
                    /** @description money per unit owed at the end of a period */
                    stockoutCost: number | number[];
                    /** @description money per unit brought in; default 0 */
                    purchaseCost?: number;
                    /** @description demand of each period, independent of one another */
                    demand: {
                        /** @constant */
                        type: "poisson";
                        means: number[];
                    } | {
                        /** @constant */
                        type: "normal";
                        means: number[];
                        sds: number | number[];
                    } | {
                        /** @constant */
                        type: "distributions";
                        distributions: ({
                            /** @constant */
                            type: "normal";
                            mean: number;
                            sd: number;
                        } | {
                            /** @constant */
                            type: "lognormal";
                            mu: number;
                            sigma: number;
                        } | {
                            /** @constant */
                            type: "poisson";
                            mean: number;
                        } | {
                            /** @constant */
                            type: "gamma";
                            shape: number;
                            scale: number;
                        } | {
                            /** @constant */
                            type: "exponential";
                            rate: number;
                        } | {
                            /** @constant */
                            type: "uniform";
                            min: number;
                            max: number;
                        } | {
                            /** @constant */
                            type: "negative-binomial";
                            r: number;
                            p: number;
                        } | {
                            /** @constant */
                            type: "geometric";
                            p: number;
                        } | {
                            /** @constant */
                            type: "discrete";
                            pmf: [
                                number,
                                number
                            ][];
                        } | {
                            /** @constant */
                            type: "empirical";
                            samples: number[];
                        })[];
                    };
                    /** @description a level to evaluate in place of the best */
                    orderUpTo?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "loss-function";
                    distribution: {
                        /** @constant */
                        type: "normal";
                        mean: number;
                        sd: number;
                    } | {
                        /** @constant */
                        type: "lognormal";
                        mu: number;
                        sigma: number;
                    } | {
                        /** @constant */
                        type: "poisson";
                        mean: number;
                    } | {
                        /** @constant */
                        type: "gamma";
                        shape: number;
                        scale: number;
                    } | {
                        /** @constant */
                        type: "exponential";
                        rate: number;
                    } | {
                        /** @constant */
                        type: "uniform";
                        min: number;
                        max: number;
                    } | {
                        /** @constant */
                        type: "negative-binomial";
                        r: number;
                        p: number;
                    } | {
                        /** @constant */
                        type: "geometric";
                        p: number;
                    } | {
                        /** @constant */
                        type: "discrete";
                        pmf: [
                            number,
                            number
                        ][];
                    } | {
                        /** @constant */
                        type: "empirical";
                        samples: number[];
                    };
                    /** @description level, units */
                    x: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "second-loss-function";
                    distribution: {
                        /** @constant */
                        type: "normal";
                        mean: number;
                        sd: number;
                    } | {
                        /** @constant */
                        type: "lognormal";
                        mu: number;
                        sigma: number;
                    } | {
                        /** @constant */
                        type: "poisson";
                        mean: number;
                    } | {
                        /** @constant */
                        type: "gamma";
                        shape: number;
                        scale: number;
                    } | {
                        /** @constant */
                        type: "exponential";
                        rate: number;
                    } | {
                        /** @constant */
                        type: "uniform";
                        min: number;
                        max: number;
                    } | {
                        /** @constant */
                        type: "negative-binomial";
                        r: number;
                        p: number;
                    } | {
                        /** @constant */
                        type: "geometric";
                        p: number;
                    } | {
                        /** @constant */
                        type: "discrete";
                        pmf: [
                            number,
                            number
                        ][];
                    } | {
                        /** @constant */
                        type: "empirical";
                        samples: number[];
                    };
                    /** @description level, units */
                    x: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "newsvendor";
                    /** @description of the demand of one period */
                    distribution: {
                        /** @constant */
                        type: "normal";
                        mean: number;
                        sd: number;
                    } | {
                        /** @constant */
                        type: "lognormal";
                        mu: number;
                        sigma: number;
                    } | {
                        /** @constant */
                        type: "poisson";
                        mean: number;
                    } | {
                        /** @constant */
                        type: "gamma";
                        shape: number;
                        scale: number;
                    } | {
                        /** @constant */
                        type: "exponential";
                        rate: number;
                    } | {
                        /** @constant */
                        type: "uniform";
                        min: number;
                        max: number;
                    } | {
                        /** @constant */
                        type: "negative-binomial";
                        r: number;
                        p: number;
                    } | {
                        /** @constant */
                        type: "geometric";
                        p: number;
                    } | {
                        /** @constant */
                        type: "discrete";
                        pmf: [
                            number,
                            number
                        ][];
                    } | {
                        /** @constant */
                        type: "empirical";
                        samples: number[];
                    };
                    /** @description per unit and period (or time) */
                    holdingCost: number;
                    /** @description per unit short and period (or time) */
                    stockoutCost: number;
                    /**
                     * @description periods; the level covers one more
                     * @default 0
                     */
                    leadTime?: number;
                    /** @description level to evaluate */
                    baseStockLevel?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "newsvendor-profit";
                    distribution: {
                        /** @constant */
                        type: "normal";
                        mean: number;
                        sd: number;
                    } | {
                        /** @constant */
                        type: "lognormal";
                        mu: number;
                        sigma: number;
                    } | {
                        /** @constant */
                        type: "poisson";
                        mean: number;
                    } | {
                        /** @constant */
                        type: "gamma";
                        shape: number;
                        scale: number;
                    } | {
                        /** @constant */
                        type: "exponential";
                        rate: number;
                    } | {
                        /** @constant */
                        type: "uniform";
                        min: number;
                        max: number;
                    } | {
                        /** @constant */
                        type: "negative-binomial";
                        r: number;
                        p: number;
                    } | {
                        /** @constant */
                        type: "geometric";
                        p: number;
                    } | {
                        /** @constant */
                        type: "discrete";
                        pmf: [
                            number,
                            number
                        ][];
                    } | {
                        /** @constant */
                        type: "empirical";
                        samples: number[];
                    };
                    /** @description per unit sold */
                    revenue: number;
                    /** @description per unit bought */
                    purchaseCost: number;
                    /**
                     * @description per unit left; negative: its disposal costs
                     * @default 0
                     */
                    salvageValue?: number;
                    /**
                     * @description per unit left
                     * @default 0
                     */
                    holdingCost?: number;
                    /**
                     * @description per unit short, besides the lost revenue
                     * @default 0
                     */
                    stockoutCost?: number;
                    /** @description level to evaluate */
                    baseStockLevel?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "newsvendor-myopic";
                    distribution: {
                        /** @constant */
                        type: "normal";
                        mean: number;
                        sd: number;
                    } | {
                        /** @constant */
                        type: "lognormal";
                        mu: number;
                        sigma: number;
                    } | {
                        /** @constant */
                        type: "poisson";
                        mean: number;
                    } | {
                        /** @constant */
                        type: "gamma";
                        shape: number;
                        scale: number;
                    } | {
                        /** @constant */
                        type: "exponential";
                        rate: number;
                    } | {
                        /** @constant */
                        type: "uniform";
                        min: number;
                        max: number;
                    } | {
                        /** @constant */
                        type: "negative-binomial";
                        r: number;
                        p: number;
                    } | {
                        /** @constant */
                        type: "geometric";
                        p: number;
                    } | {
                        /** @constant */
                        type: "discrete";
                        pmf: [
                            number,
                            number
                        ][];
                    } | {
                        /** @constant */
                        type: "empirical";
                        samples: number[];
                    };
                    /** @description per unit left */
                    holdingCost: number;
                    /** @description per unit short */
                    stockoutCost: number;
                    /** @description per unit, this period */
                    purchaseCost: number;
                    /** @description per unit, next period */
                    purchaseCostNextPeriod: number;
                    /** @default 1 */
                    discountFactor?: number;
                    /** @description level to evaluate */
                    baseStockLevel?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "rq-normal-cost";
                    /** @description per unit and period (or time) */
                    holdingCost: number;
                    /** @description per unit short and period (or time) */
                    stockoutCost: number;
                    /** @description per order */
                    fixedCost: number;
                    /** @description units per period (or time) */
                    demandMean: number;
                    /** @description of the demand of one period (or unit of time) */
                    demandSd: number;
                    leadTime: number;
                    reorderPoint: number;
                    orderQuantity: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "rq-normal-optimal";
                    /** @description per unit and period (or time) */
                    holdingCost: number;
                    /** @description per unit short and period (or time) */
                    stockoutCost: number;
                    /** @description per order */
                    fixedCost: number;
                    /** @description units per period (or time) */
                    demandMean: number;
                    /** @description of the demand of one period (or unit of time) */
                    demandSd: number;
                    leadTime: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "rq-normal-r-for-q";
                    /** @description per unit and period (or time) */
                    holdingCost: number;
                    /** @description per unit short and period (or time) */
                    stockoutCost: number;
                    /**
                     * @description per order; does not bear on the reorder point
                     * @default 0
                     */
                    fixedCost?: number;
                    /** @description units per period (or time) */
                    demandMean: number;
                    /** @description of the demand of one period (or unit of time) */
                    demandSd: number;
                    leadTime: number;
                    orderQuantity: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "rq-approx-eil";
                    /** @description per unit and period (or time) */
                    holdingCost: number;
                    /** @description per unit short, however long */
                    stockoutCost: number;
                    /** @description per order */
                    fixedCost: number;
                    /** @description units per period (or time) */
                    demandMean: number;
                    /** @description of the demand of one period (or unit of time) */
                    demandSd: number;
                    leadTime: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "rq-approx-eoqb";
                    /** @description per unit and period (or time) */
                    holdingCost: number;
                    /** @description per unit short and period (or time) */
                    stockoutCost: number;
                    /** @description per order */
                    fixedCost: number;
                    /** @description units per period (or time) */
                    demandMean: number;
                    /** @description of the demand of one period (or unit of time) */
                    demandSd: number;
                    leadTime: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "rq-approx-eoqss";
                    /** @description per unit and period (or time) */
                    holdingCost: number;
                    /** @description per unit short and period (or time) */
                    stockoutCost: number;
                    /** @description per order */
                    fixedCost: number;
                    /** @description units per period (or time) */
                    demandMean: number;
                    /** @description of the demand of one period (or unit of time) */
                    demandSd: number;
                    leadTime: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "rq-approx-loss";
                    /** @description per unit and period (or time) */
                    holdingCost: number;
                    /** @description per unit short and period (or time) */
                    stockoutCost: number;
                    /** @description per order */
                    fixedCost: number;
                    /** @description units per period (or time) */
                    demandMean: number;
                    /** @description of the demand of one period (or unit of time) */
                    demandSd: number;
                    leadTime: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "rq-poisson-optimal";
                    /** @description per unit and period (or time) */
                    holdingCost: number;
                    /** @description per unit short and period (or time) */
                    stockoutCost: number;
                    /** @description per order */
                    fixedCost: number;
                    /** @description units per period (or time) */
                    demandMean: number;
                    leadTime: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "rq-poisson-cost";
                    /** @description per unit and period (or time) */
                    holdingCost: number;
                    /** @description per unit short and period (or time) */
                    stockoutCost: number;
                    /** @description per order */
                    fixedCost: number;
                    /** @description units per period (or time) */
                    demandMean: number;
                    leadTime: number;
                    reorderPoint: number;
                    orderQuantity: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "rq-optimal";
                    /** @description of the demand of a lead time; on whole numbers, or continuous */
                    distribution: {
                        /** @constant */
                        type: "normal";
                        mean: number;
                        sd: number;
                    } | {
                        /** @constant */
                        type: "lognormal";
                        mu: number;
                        sigma: number;
                    } | {
                        /** @constant */
                        type: "poisson";
                        mean: number;
                    } | {
                        /** @constant */
                        type: "gamma";
                        shape: number;
                        scale: number;
                    } | {
                        /** @constant */
                        type: "exponential";
                        rate: number;
                    } | {
                        /** @constant */
                        type: "uniform";
                        min: number;
                        max: number;
                    } | {
                        /** @constant */
                        type: "negative-binomial";
                        r: number;
                        p: number;
                    } | {
                        /** @constant */
                        type: "geometric";
                        p: number;
                    } | {
                        /** @constant */
                        type: "discrete";
                        pmf: [
                            number,
                            number
                        ][];
                    } | {
                        /** @constant */
                        type: "empirical";
                        samples: number[];
                    };
                    /** @description per unit and period (or time) */
                    holdingCost: number;
                    /** @description per unit short and period (or time) */
                    stockoutCost: number;
                    /** @description per order */
                    fixedCost: number;
                    /** @description units per period (or time) */
                    demandMean: number;
                    /** @description to evaluate, with orderQuantity */
                    reorderPoint?: number;
                    /** @description to evaluate with reorderPoint, or to find the best reorder point for */
                    orderQuantity?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "ss-poisson-optimal";
                    /** @description per unit and period (or time) */
                    holdingCost: number;
                    /** @description per unit short and period (or time) */
                    stockoutCost: number;
                    /** @description per order */
                    fixedCost: number;
                    /** @description units per period (or time) */
                    demandMean: number;
                    /**
                     * @description periods from order to delivery
                     * @default 0
                     */
                    leadTime?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "ss-poisson-cost";
                    /** @description per unit and period (or time) */
                    holdingCost: number;
                    /** @description per unit short and period (or time) */
                    stockoutCost: number;
                    /** @description per order */
                    fixedCost: number;
                    /** @description units per period (or time) */
                    demandMean: number;
                    /**
                     * @description periods from order to delivery
                     * @default 0
                     */
                    leadTime?: number;
                    reorderPoint: number;
                    orderUpTo: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "ss-optimal";
                    /** @description per unit and period (or time) */
                    holdingCost: number;
                    /** @description per unit short and period (or time) */
                    stockoutCost: number;
                    /** @description per order */
                    fixedCost: number;
                    /** @description of the demand of one period, on 0, 1, 2, ... */
                    distribution: {
                        /** @constant */
                        type: "normal";
                        mean: number;
                        sd: number;
                    } | {
                        /** @constant */
                        type: "lognormal";
                        mu: number;
                        sigma: number;
                    } | {
                        /** @constant */
                        type: "poisson";
                        mean: number;
                    } | {
                        /** @constant */
                        type: "gamma";
                        shape: number;
                        scale: number;
                    } | {
                        /** @constant */
                        type: "exponential";
                        rate: number;
                    } | {
                        /** @constant */
                        type: "uniform";
                        min: number;
                        max: number;
                    } | {
                        /** @constant */
                        type: "negative-binomial";
                        r: number;
                        p: number;
                    } | {
                        /** @constant */
                        type: "geometric";
                        p: number;
                    } | {
                        /** @constant */
                        type: "discrete";
                        pmf: [
                            number,
                            number
                        ][];
                    } | {
                        /** @constant */
                        type: "empirical";
                        samples: number[];
                    };
                    /**
                     * @description periods from order to delivery
                     * @default 0
                     */
                    leadTime?: number;
                    /** @description to evaluate, with orderUpTo */
                    reorderPoint?: number;
                    orderUpTo?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "ss-power-approximation";
                    /** @description per unit and period (or time) */
                    holdingCost: number;
                    /** @description per unit short and period (or time) */
                    stockoutCost: number;
                    /** @description per order */
                    fixedCost: number;
                    /** @description units per period (or time) */
                    demandMean: number;
                    /** @description of the demand of one period (or unit of time) */
                    demandSd: number;
                    /**
                     * @description periods
                     * @default 0
                     */
                    leadTime?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "safety-stock";
                    /**
                     * @default continuous-review
                     * @enum {string}
                     */
                    policy?: "continuous-review" | "periodic-review";
                    /** @description units per unit of time */
                    demandMean: number;
                    /** @description of the demand of one unit of time, 0 where absent */
                    demandSd?: number;
                    /** @description mean, units of time */
                    leadTime: number;
                    /** @description units of time, 0 where absent */
                    leadTimeSd?: number;
                    /** @description of the demand of a lead time, in place of what demandSd and leadTimeSd say */
                    leadTimeDemandSd?: number;
                    /** @description units of time; periodic review only */
                    reviewPeriod?: number;
                    /** @description per cycle; periodic review: the demand of a review period where absent */
                    orderQuantity?: number;
                    /** @description share of cycles without shortage */
                    targetCycleServiceLevel?: number;
                    /** @description share of demand met from stock */
                    targetFillRate?: number;
                    /** @description to evaluate, continuous review */
                    reorderPoint?: number;
                    /** @description to evaluate, periodic review */
                    orderUpTo?: number;
                    /** @description to evaluate */
                    safetyStock?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "perishable-optimal-policy";
                    /** @description periods in which a unit can be sold */
                    shelfLife: number;
                    /** @description 0: received before the demand of the same period; L: at the start of the L-th period after */
                    leadTime: number;
                    /** @description most units in an order, and in an age class */
                    maxOrder: number;
                    /** @description units per place up to which the policy is shown; fewer where the table would pass 20000 entries */
                    tableUpTo?: number;
                    /**
                     * @description units that meet demand first: the oldest (fifo, oldest-first) or the youngest (lifo, youngest-first)
                     * @enum {string}
                     */
                    issuing: "fifo" | "lifo" | "oldest-first" | "youngest-first";
                    /** @description demand of a period in whole units; a continuous distribution is rounded like gamma-rounded */
                    demand: {
                        /** @constant */
                        type: "gamma-rounded";
                        mean: number;
                        /** @description coefficient of variation: deviation / mean */
                        cv: number;
                        /** @description greatest demand; the tail falls on it */
                        max?: number;
                    } | ({
                        /** @constant */
                        type: "normal";
                        mean: number;
                        sd: number;
                    } | {
                        /** @constant */
                        type: "lognormal";
                        mu: number;
                        sigma: number;
                    } | {
                        /** @constant */
                        type: "poisson";
                        mean: number;
                    } | {
                        /** @constant */
                        type: "gamma";
                        shape: number;
                        scale: number;
                    } | {
                        /** @constant */
                        type: "exponential";
                        rate: number;
                    } | {
                        /** @constant */
                        type: "uniform";
                        min: number;
                        max: number;
                    } | {
                        /** @constant */
                        type: "negative-binomial";
                        r: number;
                        p: number;
                    } | {
                        /** @constant */
                        type: "geometric";
                        p: number;
                    } | {
                        /** @constant */
                        type: "discrete";
                        pmf: [
                            number,
                            number
                        ][];
                    } | {
                        /** @constant */
                        type: "empirical";
                        samples: number[];
                    });
                    /** @description per unit */
                    orderCost?: number;
                    /** @description per order */
                    fixedOrderCost?: number;
                    /** @description per unit of demand lost */
                    shortageCost?: number;
                    /** @description per unit that perishes */
                    wasteCost?: number;
                    /** @description per unit that is left at the end of a period and can still be sold */
                    holdingCost?: number;
                    /** @description of one period */
                    discountFactor: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "perishable-average-profit";
                    /** @description periods in which a unit can be sold */
                    shelfLife: number;
                    /** @description 0: received before the demand of the same period; L: at the start of the L-th period after */
                    leadTime: number;
                    /** @description most units in an order, and in an age class */
                    maxOrder: number;
                    /** @description units per place up to which the policy is shown; fewer where the table would pass 20000 entries */
                    tableUpTo?: number;
                    /**
                     * @description units that meet demand first: the oldest (fifo, oldest-first) or the youngest (lifo, youngest-first)
                     * @enum {string}
                     */
                    issuing: "fifo" | "lifo" | "oldest-first" | "youngest-first";
                    /** @description demand of a period in whole units; a continuous distribution is rounded like gamma-rounded */
                    demand: {
                        /** @constant */
                        type: "gamma-rounded";
                        mean: number;
                        /** @description coefficient of variation: deviation / mean */
                        cv: number;
                        /** @description greatest demand; the tail falls on it */
                        max?: number;
                    } | ({
                        /** @constant */
                        type: "normal";
                        mean: number;
                        sd: number;
                    } | {
                        /** @constant */
                        type: "lognormal";
                        mu: number;
                        sigma: number;
                    } | {
                        /** @constant */
                        type: "poisson";
                        mean: number;
                    } | {
                        /** @constant */
                        type: "gamma";
                        shape: number;
                        scale: number;
                    } | {
                        /** @constant */
                        type: "exponential";
                        rate: number;
                    } | {
                        /** @constant */
                        type: "uniform";
                        min: number;
                        max: number;
                    } | {
                        /** @constant */
                        type: "negative-binomial";
                        r: number;
                        p: number;
                    } | {
                        /** @constant */
                        type: "geometric";
                        p: number;
                    } | {
                        /** @constant */
                        type: "discrete";
                        pmf: [
                            number,
                            number
                        ][];
                    } | {
                        /** @constant */
                        type: "empirical";
                        samples: number[];
                    });
                    /** @description per unit */
                    orderCost: number;
                    /** @description per unit sold */
                    salesPrice: number;
                    /** @description per order */
                    fixedOrderCost?: number;
                    /** @description per unit of demand lost, beside the sale */
                    shortageCost?: number;
                    /** @description per unit that perishes */
                    wasteCost?: number;
                    /** @description per unit that is left at the end of a period and can still be sold */
                    holdingCost?: number;
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "perishable-weekday-policy";
                    /** @description periods in which a unit can be sold */
                    shelfLife: number;
                    /** @description 0: received before the demand of the same period; L: at the start of the L-th period after */
                    leadTime: number;
                    /** @description most units in an order, and in an age class */
                    maxOrder: number;
                    /** @description units per place up to which the policy is shown; fewer where the table would pass 20000 entries */
                    tableUpTo?: number;
                    /**
                     * @description units that meet demand first: the oldest (fifo, oldest-first) or the youngest (lifo, youngest-first)
                     * @enum {string}
                     */
                    issuing: "fifo" | "lifo" | "oldest-first" | "youngest-first";
                    demand: {
                        /** @constant */
                        type: "weekday-negative-binomial";
                        /** @description successes of each day, Monday first */
                        n: number[];
                        /** @description mean of each day: p = n / (n + mean) */
                        mean: number[];
                        /** @description greatest demand; the tail falls on it */
                        max?: number;
                    };
                    /** @description per unit */
                    orderCost?: number;
                    /** @description per order */
                    fixedOrderCost?: number;
                    /** @description per unit of demand lost */
                    shortageCost?: number;
                    /** @description per unit that perishes */
                    wasteCost?: number;
                    /** @description per unit left after issuing, those about to perish included */
                    holdingCost?: number;
                    /** @description of one day */
                    discountFactor: number;
                    /** @description life left on arrival: logit 0 for one day, c0[k] + c1[k] x order quantity for k + 2 days */
                    arrivalShelfLife?: {
                        /** @constant */
                        type: "multinomial-logit";
                        c0: number[];
                        c1: number[];
                        note?: string;
                    };
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "serial-echelon";
                    stages: {
                        /** @description 1 faces demand, the last orders from outside */
                        index: number;
                        /** @description added by this stage; per unit and time */
                        echelonHoldingCost?: number;
                        /** @description in place of the echelon cost of every stage */
                        localHoldingCost?: number;
                        /** @description from the stage before it, time units */
                        leadTime: number;
                    }[];
                    /** @description per unit back-ordered and time */
                    stockoutCost: number;
                    /** @description per time unit */
                    demand: {
                        /** @constant */
                        type: "normal";
                        mean: number;
                        sd: number;
                    } | {
                        /** @constant */
                        type: "lognormal";
                        mu: number;
                        sigma: number;
                    } | {
                        /** @constant */
                        type: "poisson";
                        mean: number;
                    } | {
                        /** @constant */
                        type: "gamma";
                        shape: number;
                        scale: number;
                    } | {
                        /** @constant */
                        type: "exponential";
                        rate: number;
                    } | {
                        /** @constant */
                        type: "uniform";
                        min: number;
                        max: number;
                    } | {
                        /** @constant */
                        type: "negative-binomial";
                        r: number;
                        p: number;
                    } | {
                        /** @constant */
                        type: "geometric";
                        p: number;
                    } | {
                        /** @constant */
                        type: "discrete";
                        pmf: [
                            number,
                            number
                        ][];
                    } | {
                        /** @constant */
                        type: "empirical";
                        samples: number[];
                    };
                    /** @description levels to evaluate, stage 1 first */
                    echelonBaseStock?: number[];
                    /** @description of the question, for its answer */
                    id: string;
                } | {
                    /** @constant */
                    model: "guaranteed-service";
                    stages: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description whole periods to process once all inputs are there */
                        leadTime: number;
                        /** @description per unit of safety stock and period */
                        holdingCost: number;
                        /** @description of customers at this stage, per period */
                        demandMean?: number;
                        demandSd?: number;
                        /** @description of suppliers outside, periods */
                        inboundServiceTime?: number;
                        /** @description longest service time promised; 0 for a stage with customers, else without limit */
                        maxServiceTime?: number;
                        /** @description given, not chosen */
                        serviceTime?: number;
                        /** @description of this stage, in place of the common one */
                        safetyFactor?: number;
                    }[];
                    /** @description from supplier stage to the stage it feeds */
                    arcs: {
                        /** @description the caller's own name for the thing, unique among its like */
                        from: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        to: string;
                        unitsRequired?: number;
                    }[];
                    /** @description z: stock covers mean t + z sd sqrt(t) for t periods; 1.645 when missing */
                    safetyFactor?: number;
                    /** @description of the question, for its answer */
                    id: string;
                })[];
            };
            /** @description orders to begin from */
            warmStart?: {
                orders: {
                    /** @description the caller's own name for the thing, unique among its like */
                    supplier: string;
                    /**
                     * Format: date
                     * @description calendar day YYYY-MM-DD, local to the site
                     */
                    delivery: string;
                    lines: {
                        /** @description the caller's own name for the thing, unique among its like */
                        item: string;
                        quantity: number;
                    }[];
                }[];
            };
            /**
             * @description what the solve may use
             * @default {
             *       "timeMs": 10000,
             *       "gap": 0,
             *       "seed": 1,
             *       "deterministic": false
             *     }
             */
            budget?: {
                /**
                 * @description wall time for solving, waiting not included
                 * @default 10000
                 */
                timeMs?: number;
                /**
                 * @description relative gap that is good enough
                 * @default 0
                 */
                gap?: number;
                /** @default 1 */
                seed?: number;
                /**
                 * @description end by iterations instead of time, so that the same request gives the same plan
                 * @default false
                 */
                deterministic?: boolean;
                /** @description search iterations, by kind */
                maxIterations?: number;
            };
            /** @description ovens that get their setpoints from the plan; needs scope equipment:write where keys are on */
            equipment?: {
                /** @description the caller's own name for the thing, unique among its like */
                site: string & (unknown & unknown);
                ovens: {
                    /** @description the caller's own name for the thing, unique among its like */
                    oven: string & (unknown & unknown);
                    /** @description furnace of the problem that this oven is; techcard: oven or machine with states */
                    furnace: string;
                    /**
                     * @description the caller's own name for the thing, unique among its like
                     * @default temperature
                     */
                    tag?: string;
                    /** @default degC */
                    unit?: string;
                    /** @description least setpoint that the oven takes */
                    min: number;
                    /** @description greatest setpoint that the oven takes */
                    max: number;
                    /** @description greatest change of setpoint per minute */
                    rampPerMin: number;
                    /**
                     * @description verified within this distance of the setpoint
                     * @default 5
                     */
                    tolerance?: number;
                    /** @description setpoint after the last heat; absent: keep the last one */
                    idle?: number;
                    /**
                     * @description each command waits for a person
                     * @default false
                     */
                    approval?: boolean;
                }[];
                setpoints: {
                    /** @description grade or regime; techcard: state */
                    grade: string;
                    /** @description target in the unit of the oven */
                    value: number;
                    /**
                     * @description time within tolerance before it is verified
                     * @default 10
                     */
                    dwellMinutes?: number;
                }[];
                /**
                 * @description a command that could not be given so long after its start is not given any more
                 * @default 30
                 */
                latestStartMinutes?: number;
                /** @description only heats that start so soon after the first one become commands; absent: all */
                horizonMinutes?: number;
                /** @description run the plan in other time, for simulated ovens */
                rehearsal?: {
                    /**
                     * Format: date-time
                     * @description wall time at which the first heat starts; absent: when the plan is kept
                     */
                    startAt?: string;
                    /** @description plan minutes per wall minute */
                    speed: number;
                };
            };
            /**
             * Format: date-time
             * @description the plan is of no use if its solving has not begun by then
             */
            notAfter?: string;
            /**
             * @description 9 first
             * @default 5
             */
            priority?: number;
            /**
             * @description kept and given back, at most 20
             * @default {}
             */
            tags?: {
                [key: string]: string;
            };
        };
        DispatchPlanRequest: {
            /** @constant */
            kind: "dispatch";
            problem: {
                /** @constant */
                mode: "plan";
                /**
                 * Format: date-time
                 * @description second 0; its offset tells the clock of the site
                 * @default 1970-01-01T00:00:00Z
                 */
                start?: string;
                /**
                 * @description length of the shift
                 * @default 720
                 */
                shiftMinutes?: number;
                places: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    lat?: number;
                    lng?: number;
                    /** @description on a flat map, instead of lat and lng */
                    xKm?: number;
                    yKm?: number;
                }[];
                /**
                 * @description how long it takes from place to place
                 * @default {}
                 */
                travel?: {
                    /**
                     * @description measured travel, as routing engines give it; a later block overrides an earlier one
                     * @default []
                     */
                    blocks?: {
                        from: string[];
                        to: string[];
                        /** @description a row for each of `from`, a column for each of `to`; null: there is no way */
                        seconds: (number | null)[][];
                        /** @description absent: from the time and `speedKmh` */
                        metres?: (number | null)[][];
                        /** @description cost of the leg; absent: `costPerKm` times its length */
                        cost?: (number | null)[][];
                    }[];
                    /**
                     * @description between places with coordinates only
                     * @default 40
                     */
                    speedKmh?: number;
                    /** @description longer legs go at `fastSpeedKmh` all the way */
                    fastFromKm?: number;
                    /** @default 60 */
                    fastSpeedKmh?: number;
                    /**
                     * @description road over straight line
                     * @default 1.3
                     */
                    detour?: number;
                    /** @default 0 */
                    costPerKm?: number;
                    /**
                     * @description travel under way in these hours takes so many times as long; a truck that leaves later never arrives earlier
                     * @default []
                     */
                    traffic?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                        factor: number;
                        /** @description only legs from or to these; absent: all */
                        places?: string[];
                    }[];
                };
                /** @default [] */
                grades?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description from the start of loading to the end of unloading
                     * @default 90
                     */
                    lifetimeMinutes?: number;
                }[];
                plants: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    place: string;
                    /**
                     * @description trucks loaded at the same time; null: any number
                     * @default 1
                     */
                    docks?: number | null;
                    /** @description first start and last end of loading; absent: always */
                    hours?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                    };
                    /** @default 3 */
                    loadMinutesPerM3?: number;
                    /** @default 0 */
                    loadFixedMinutes?: number;
                    /** @description absent: `parameters.smallLoadMinutes` */
                    leastLoadMinutes?: number;
                    /** @description from start to start on a dock; absent: a dock is free when its loading ends */
                    spacingMinutes?: number;
                    /**
                     * @description adjusting and papers, off the dock, before the truck drives off
                     * @default 0
                     */
                    afterLoadingMinutes?: number;
                    /** @description absent: all */
                    grades?: string[];
                }[];
                trucks: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    capacityM3: number;
                    /** @description place where its shift begins */
                    home: string;
                    /** @description place where it ends; absent: its home; null: wherever it is then */
                    end?: string | null;
                    /** @description leaves its home and is back; absent: the shift of the problem */
                    shift?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                    };
                    /**
                     * @description beyond the end of its shift, at `overtimePerMinute`
                     * @default 0
                     */
                    overtimeMinutes?: number;
                    /** @default 1 */
                    overtimePerMinute?: number;
                    /** @description no unloading starts later */
                    lastUnloading?: number | string;
                    /**
                     * @description begun in [from, to], with an empty drum; all of them are taken
                     * @default []
                     */
                    breaks?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description latest start */
                        to: number | string;
                        minutes: number;
                    }[];
                    /** @default 2.5 */
                    unloadMinutesPerM3?: number;
                    /** @default 0 */
                    unloadFixedMinutes?: number;
                    /**
                     * @description after each unloading, before it leaves the site
                     * @default 0
                     */
                    washMinutes?: number;
                    /** @default 0 */
                    costPerUse?: number;
                    /**
                     * @description the best trucks keep time for orders with `vip`
                     * @default 1
                     */
                    fitness?: number;
                    /**
                     * @description false: not to be used
                     * @default true
                     */
                    working?: boolean;
                    /** @default [] */
                    equipment?: string[];
                    /** @description where its next leg begins, and not before when, once its fixed loads are done; absent: at the site of the last of them as soon as it is free there; without any, at home when its shift begins */
                    standing?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        place: string;
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                    };
                }[];
                orders: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    client?: string;
                    /**
                     * @default normal
                     * @enum {string}
                     */
                    priority?: "normal" | "high" | "critical";
                    /**
                     * @description may use the time that the best trucks keep
                     * @default false
                     */
                    vip?: boolean;
                    /** @description the caller's own name for the thing, unique among its like */
                    place: string;
                    volumeM3: number;
                    /** @description the caller's own name for the thing, unique among its like */
                    grade?: string;
                    /** @description when it may be unloaded; absent: at any time */
                    window?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                        /**
                         * @description false: at a price within `parameters.tolerances.windowMinutes`
                         * @default true
                         */
                        hard?: boolean;
                        /**
                         * @description outside, for windows that are not hard
                         * @default 10
                         */
                        pricePerMinute?: number;
                        /**
                         * @description what `to` is about
                         * @default unloading-end
                         * @enum {string}
                         */
                        ends?: "unloading-end" | "unloading-start";
                    };
                    /** @description wanted start of the first unloading; absent: the start of the window */
                    ideal?: number | string;
                    /** @description latest start of the first unloading */
                    latestFirst?: number | string;
                    /**
                     * @description poured without a break: gaps are limited
                     * @default false
                     */
                    continuous?: boolean;
                    /** @description between two unloadings; absent: 30 if continuous, else any */
                    greatestGapMinutes?: number;
                    /** @default 0 */
                    leastGapMinutes?: number;
                    /** @description a gap may be longer by `parameters.tolerances.gapMinutes`, at this price */
                    gapPricePerMinute?: number;
                    /**
                     * @default end-to-start
                     * @enum {string}
                     */
                    gapsCount?: "end-to-start" | "start-to-start";
                    /**
                     * @description of the site: its risk buffer
                     * @default 0
                     */
                    difficulty?: number;
                    /** @description absent: that of the grade, else 90 */
                    lifetimeMinutes?: number;
                    /** @description absent: that of the truck */
                    unloadMinutesPerM3?: number;
                    /** @default 0 */
                    unloadFixedMinutes?: number;
                    /**
                     * @description that a truck must have
                     * @default []
                     */
                    equipment?: string[];
                    /** @description absent: any */
                    trucks?: string[];
                    /** @description absent: any that makes the grade */
                    plants?: string[];
                    /**
                     * @description all its loads come from the same plant
                     * @default false
                     */
                    onePlant?: boolean;
                    /**
                     * @description may be served in part
                     * @default false
                     */
                    partial?: boolean;
                    /**
                     * @description every truck leaves full; what is too much is lost
                     * @default false
                     */
                    fullTrucks?: boolean;
                    /** @description penalty of what is not served; absent: 1000 per m3, twice that for high and four times for critical priority */
                    unserved?: {
                        /** @default 0 */
                        fixed?: number;
                        /** @default 0 */
                        perM3?: number;
                        /** @description of the whole order */
                        outsourcing?: number;
                    };
                    /** @description comes right after another order of the same place */
                    after?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        order: string;
                        /** @default 0 */
                        leastMinutes?: number;
                        greatestMinutes?: number;
                    };
                }[];
                /** @default {} */
                parameters?: {
                    /**
                     * @description score of a truck for a load, while the first plan is built
                     * @default {}
                     */
                    scoring?: {
                        /**
                         * @description W1: nearness to the ideal time
                         * @default 0.4
                         */
                        time?: number;
                        /**
                         * @description W2: short empty run
                         * @default 0.3
                         */
                        distance?: number;
                        /**
                         * @description W3: full truck
                         * @default 0.2
                         */
                        fill?: number;
                        /**
                         * @description W4: priority of the client
                         * @default 0.1
                         */
                        priority?: number;
                    };
                    /**
                     * @description difficulty of an order: the hardest are placed first
                     * @default {}
                     */
                    difficulty?: {
                        /** @default 0.4 */
                        priority?: number;
                        /** @default 0.3 */
                        urgency?: number;
                        /** @default 0.2 */
                        volume?: number;
                        /** @default 0.1 */
                        logistics?: number;
                        /**
                         * @description volume that counts as 1
                         * @default 10
                         */
                        standardVolumeM3?: number;
                    };
                    /**
                     * @description choice among the ways to split an order into loads
                     * @default {}
                     */
                    splitting?: {
                        /**
                         * @description per load
                         * @default 1
                         */
                        loads?: number;
                        /**
                         * @description per m3 of capacity that is left empty
                         * @default 0.1
                         */
                        unused?: number;
                        /**
                         * @description per minute of the longest interval between two loads
                         * @default 0.01
                         */
                        spacing?: number;
                        /**
                         * @description no smaller loads, unless the order is smaller
                         * @default 1
                         */
                        leastLoadM3?: number;
                    };
                    /** @default {} */
                    tolerances?: {
                        /**
                         * @description outside a priced window, at its price
                         * @default 15
                         */
                        windowMinutes?: number;
                        /**
                         * @description beyond the greatest gap of a pour, at a price
                         * @default 5
                         */
                        gapMinutes?: number;
                        /**
                         * @description kept in reserve of the lifetime of the concrete
                         * @default 10
                         */
                        lifetimeMinutes?: number;
                    };
                    /** @default {} */
                    buffers?: {
                        /**
                         * @description operating buffer: share of the travel to the site
                         * @default 0.1
                         */
                        travelShare?: number;
                        /**
                         * @description risk buffer of an easy site
                         * @default 5
                         */
                        riskLeastMinutes?: number;
                        /**
                         * @description risk buffer of the most difficult site
                         * @default 15
                         */
                        riskGreatestMinutes?: number;
                        /**
                         * @description share of both before unloading; the rest after it
                         * @default 0.5
                         */
                        beforeShare?: number;
                    };
                    /** @default {} */
                    reserve?: {
                        /**
                         * @description share of the best trucks' time kept for orders with `vip`
                         * @default 0.1
                         */
                        vipShare?: number;
                        /**
                         * @description share of the fleet, by fitness, that counts as best
                         * @default 0.25
                         */
                        bestTrucks?: number;
                        /** @default 1 */
                        costPerMinute?: number;
                    };
                    /**
                     * @description hours to be avoided if one can, by the clock of `start`
                     * @default {}
                     */
                    peaks?: {
                        /**
                         * @default [
                         *       {
                         *         "from": "08:00",
                         *         "to": "10:00"
                         *       },
                         *       {
                         *         "from": "17:00",
                         *         "to": "19:00"
                         *       }
                         *     ]
                         */
                        hours?: {
                            /** @description time of day HH:MM, local to the site */
                            from: string;
                            /** @description time of day HH:MM, local to the site */
                            to: string;
                        }[];
                        /**
                         * @description per unloading that starts in them
                         * @default 1
                         */
                        cost?: number;
                    };
                    /**
                     * @description least time of a loading
                     * @default 15
                     */
                    smallLoadMinutes?: number;
                    /**
                     * @description how many placements may be taken back to place one
                     * @default 3
                     */
                    backtracking?: number;
                    /**
                     * @description difference of utilisation that the plan metrics accept
                     * @default 0.2
                     */
                    balanceTolerance?: number;
                };
                /**
                 * @default {
                 *       "name": "shift"
                 *     }
                 */
                objective?: {
                    /** @constant */
                    name: "shift";
                    /**
                     * @description alpha: per squared minute between ideal and planned start of unloading
                     * @default 0.01
                     */
                    deviation?: number;
                    /**
                     * @description beta: per km driven empty
                     * @default 1
                     */
                    emptyTravel?: number;
                    /**
                     * @description gamma: per squared empty share of a truck
                     * @default 10
                     */
                    fill?: number;
                    /**
                     * @description delta: per unit of penalty (unserved, off window, long gap, peak hour, overtime)
                     * @default 1
                     */
                    penalties?: number;
                    /**
                     * @description per truck and squared difference from the mean utilisation
                     * @default 20
                     */
                    balance?: number;
                } | {
                    /** @constant */
                    name: "served-volume";
                } | {
                    /** @constant */
                    name: "delivery-cost";
                } | {
                    /** @constant */
                    name: "travel-and-delay";
                    /** @default 100000 */
                    undeliveredPerM3?: number;
                    /**
                     * @description first unloading of a site after its ideal time
                     * @default 1000
                     */
                    firstDelayPerMinute?: number;
                    /**
                     * @description shift of a driver shorter than `leastShiftMinutes`
                     * @default 30
                     */
                    underusePerMinute?: number;
                    /** @default 180 */
                    leastShiftMinutes?: number;
                    /**
                     * @description beyond `shift.to` of the truck
                     * @default 20
                     */
                    overtimePerMinute?: number;
                };
                /**
                 * @description loads that must stay, each with both times
                 * @default []
                 */
                fixed?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    truck: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    plant: string;
                    /** @description from 0; absent: chosen */
                    dock?: number;
                    /** @description absent: as much as the truck takes of what is left */
                    volumeM3?: number;
                    /** @description whole seconds from `start`, or an instant */
                    loadStart?: number | string;
                    /** @description whole seconds from `start`, or an instant */
                    unloadStart?: number | string;
                }[];
            } | {
                /** @constant */
                mode: "check";
                /**
                 * Format: date-time
                 * @description second 0; its offset tells the clock of the site
                 * @default 1970-01-01T00:00:00Z
                 */
                start?: string;
                /**
                 * @description length of the shift
                 * @default 720
                 */
                shiftMinutes?: number;
                places: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    lat?: number;
                    lng?: number;
                    /** @description on a flat map, instead of lat and lng */
                    xKm?: number;
                    yKm?: number;
                }[];
                /**
                 * @description how long it takes from place to place
                 * @default {}
                 */
                travel?: {
                    /**
                     * @description measured travel, as routing engines give it; a later block overrides an earlier one
                     * @default []
                     */
                    blocks?: {
                        from: string[];
                        to: string[];
                        /** @description a row for each of `from`, a column for each of `to`; null: there is no way */
                        seconds: (number | null)[][];
                        /** @description absent: from the time and `speedKmh` */
                        metres?: (number | null)[][];
                        /** @description cost of the leg; absent: `costPerKm` times its length */
                        cost?: (number | null)[][];
                    }[];
                    /**
                     * @description between places with coordinates only
                     * @default 40
                     */
                    speedKmh?: number;
                    /** @description longer legs go at `fastSpeedKmh` all the way */
                    fastFromKm?: number;
                    /** @default 60 */
                    fastSpeedKmh?: number;
                    /**
                     * @description road over straight line
                     * @default 1.3
                     */
                    detour?: number;
                    /** @default 0 */
                    costPerKm?: number;
                    /**
                     * @description travel under way in these hours takes so many times as long; a truck that leaves later never arrives earlier
                     * @default []
                     */
                    traffic?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                        factor: number;
                        /** @description only legs from or to these; absent: all */
                        places?: string[];
                    }[];
                };
                /** @default [] */
                grades?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description from the start of loading to the end of unloading
                     * @default 90
                     */
                    lifetimeMinutes?: number;
                }[];
                plants: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    place: string;
                    /**
                     * @description trucks loaded at the same time; null: any number
                     * @default 1
                     */
                    docks?: number | null;
                    /** @description first start and last end of loading; absent: always */
                    hours?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                    };
                    /** @default 3 */
                    loadMinutesPerM3?: number;
                    /** @default 0 */
                    loadFixedMinutes?: number;
                    /** @description absent: `parameters.smallLoadMinutes` */
                    leastLoadMinutes?: number;
                    /** @description from start to start on a dock; absent: a dock is free when its loading ends */
                    spacingMinutes?: number;
                    /**
                     * @description adjusting and papers, off the dock, before the truck drives off
                     * @default 0
                     */
                    afterLoadingMinutes?: number;
                    /** @description absent: all */
                    grades?: string[];
                }[];
                trucks: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    capacityM3: number;
                    /** @description place where its shift begins */
                    home: string;
                    /** @description place where it ends; absent: its home; null: wherever it is then */
                    end?: string | null;
                    /** @description leaves its home and is back; absent: the shift of the problem */
                    shift?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                    };
                    /**
                     * @description beyond the end of its shift, at `overtimePerMinute`
                     * @default 0
                     */
                    overtimeMinutes?: number;
                    /** @default 1 */
                    overtimePerMinute?: number;
                    /** @description no unloading starts later */
                    lastUnloading?: number | string;
                    /**
                     * @description begun in [from, to], with an empty drum; all of them are taken
                     * @default []
                     */
                    breaks?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description latest start */
                        to: number | string;
                        minutes: number;
                    }[];
                    /** @default 2.5 */
                    unloadMinutesPerM3?: number;
                    /** @default 0 */
                    unloadFixedMinutes?: number;
                    /**
                     * @description after each unloading, before it leaves the site
                     * @default 0
                     */
                    washMinutes?: number;
                    /** @default 0 */
                    costPerUse?: number;
                    /**
                     * @description the best trucks keep time for orders with `vip`
                     * @default 1
                     */
                    fitness?: number;
                    /**
                     * @description false: not to be used
                     * @default true
                     */
                    working?: boolean;
                    /** @default [] */
                    equipment?: string[];
                    /** @description where its next leg begins, and not before when, once its fixed loads are done; absent: at the site of the last of them as soon as it is free there; without any, at home when its shift begins */
                    standing?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        place: string;
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                    };
                }[];
                orders: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    client?: string;
                    /**
                     * @default normal
                     * @enum {string}
                     */
                    priority?: "normal" | "high" | "critical";
                    /**
                     * @description may use the time that the best trucks keep
                     * @default false
                     */
                    vip?: boolean;
                    /** @description the caller's own name for the thing, unique among its like */
                    place: string;
                    volumeM3: number;
                    /** @description the caller's own name for the thing, unique among its like */
                    grade?: string;
                    /** @description when it may be unloaded; absent: at any time */
                    window?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                        /**
                         * @description false: at a price within `parameters.tolerances.windowMinutes`
                         * @default true
                         */
                        hard?: boolean;
                        /**
                         * @description outside, for windows that are not hard
                         * @default 10
                         */
                        pricePerMinute?: number;
                        /**
                         * @description what `to` is about
                         * @default unloading-end
                         * @enum {string}
                         */
                        ends?: "unloading-end" | "unloading-start";
                    };
                    /** @description wanted start of the first unloading; absent: the start of the window */
                    ideal?: number | string;
                    /** @description latest start of the first unloading */
                    latestFirst?: number | string;
                    /**
                     * @description poured without a break: gaps are limited
                     * @default false
                     */
                    continuous?: boolean;
                    /** @description between two unloadings; absent: 30 if continuous, else any */
                    greatestGapMinutes?: number;
                    /** @default 0 */
                    leastGapMinutes?: number;
                    /** @description a gap may be longer by `parameters.tolerances.gapMinutes`, at this price */
                    gapPricePerMinute?: number;
                    /**
                     * @default end-to-start
                     * @enum {string}
                     */
                    gapsCount?: "end-to-start" | "start-to-start";
                    /**
                     * @description of the site: its risk buffer
                     * @default 0
                     */
                    difficulty?: number;
                    /** @description absent: that of the grade, else 90 */
                    lifetimeMinutes?: number;
                    /** @description absent: that of the truck */
                    unloadMinutesPerM3?: number;
                    /** @default 0 */
                    unloadFixedMinutes?: number;
                    /**
                     * @description that a truck must have
                     * @default []
                     */
                    equipment?: string[];
                    /** @description absent: any */
                    trucks?: string[];
                    /** @description absent: any that makes the grade */
                    plants?: string[];
                    /**
                     * @description all its loads come from the same plant
                     * @default false
                     */
                    onePlant?: boolean;
                    /**
                     * @description may be served in part
                     * @default false
                     */
                    partial?: boolean;
                    /**
                     * @description every truck leaves full; what is too much is lost
                     * @default false
                     */
                    fullTrucks?: boolean;
                    /** @description penalty of what is not served; absent: 1000 per m3, twice that for high and four times for critical priority */
                    unserved?: {
                        /** @default 0 */
                        fixed?: number;
                        /** @default 0 */
                        perM3?: number;
                        /** @description of the whole order */
                        outsourcing?: number;
                    };
                    /** @description comes right after another order of the same place */
                    after?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        order: string;
                        /** @default 0 */
                        leastMinutes?: number;
                        greatestMinutes?: number;
                    };
                }[];
                /** @default {} */
                parameters?: {
                    /**
                     * @description score of a truck for a load, while the first plan is built
                     * @default {}
                     */
                    scoring?: {
                        /**
                         * @description W1: nearness to the ideal time
                         * @default 0.4
                         */
                        time?: number;
                        /**
                         * @description W2: short empty run
                         * @default 0.3
                         */
                        distance?: number;
                        /**
                         * @description W3: full truck
                         * @default 0.2
                         */
                        fill?: number;
                        /**
                         * @description W4: priority of the client
                         * @default 0.1
                         */
                        priority?: number;
                    };
                    /**
                     * @description difficulty of an order: the hardest are placed first
                     * @default {}
                     */
                    difficulty?: {
                        /** @default 0.4 */
                        priority?: number;
                        /** @default 0.3 */
                        urgency?: number;
                        /** @default 0.2 */
                        volume?: number;
                        /** @default 0.1 */
                        logistics?: number;
                        /**
                         * @description volume that counts as 1
                         * @default 10
                         */
                        standardVolumeM3?: number;
                    };
                    /**
                     * @description choice among the ways to split an order into loads
                     * @default {}
                     */
                    splitting?: {
                        /**
                         * @description per load
                         * @default 1
                         */
                        loads?: number;
                        /**
                         * @description per m3 of capacity that is left empty
                         * @default 0.1
                         */
                        unused?: number;
                        /**
                         * @description per minute of the longest interval between two loads
                         * @default 0.01
                         */
                        spacing?: number;
                        /**
                         * @description no smaller loads, unless the order is smaller
                         * @default 1
                         */
                        leastLoadM3?: number;
                    };
                    /** @default {} */
                    tolerances?: {
                        /**
                         * @description outside a priced window, at its price
                         * @default 15
                         */
                        windowMinutes?: number;
                        /**
                         * @description beyond the greatest gap of a pour, at a price
                         * @default 5
                         */
                        gapMinutes?: number;
                        /**
                         * @description kept in reserve of the lifetime of the concrete
                         * @default 10
                         */
                        lifetimeMinutes?: number;
                    };
                    /** @default {} */
                    buffers?: {
                        /**
                         * @description operating buffer: share of the travel to the site
                         * @default 0.1
                         */
                        travelShare?: number;
                        /**
                         * @description risk buffer of an easy site
                         * @default 5
                         */
                        riskLeastMinutes?: number;
                        /**
                         * @description risk buffer of the most difficult site
                         * @default 15
                         */
                        riskGreatestMinutes?: number;
                        /**
                         * @description share of both before unloading; the rest after it
                         * @default 0.5
                         */
                        beforeShare?: number;
                    };
                    /** @default {} */
                    reserve?: {
                        /**
                         * @description share of the best trucks' time kept for orders with `vip`
                         * @default 0.1
                         */
                        vipShare?: number;
                        /**
                         * @description share of the fleet, by fitness, that counts as best
                         * @default 0.25
                         */
                        bestTrucks?: number;
                        /** @default 1 */
                        costPerMinute?: number;
                    };
                    /**
                     * @description hours to be avoided if one can, by the clock of `start`
                     * @default {}
                     */
                    peaks?: {
                        /**
                         * @default [
                         *       {
                         *         "from": "08:00",
                         *         "to": "10:00"
                         *       },
                         *       {
                         *         "from": "17:00",
                         *         "to": "19:00"
                         *       }
                         *     ]
                         */
                        hours?: {
                            /** @description time of day HH:MM, local to the site */
                            from: string;
                            /** @description time of day HH:MM, local to the site */
                            to: string;
                        }[];
                        /**
                         * @description per unloading that starts in them
                         * @default 1
                         */
                        cost?: number;
                    };
                    /**
                     * @description least time of a loading
                     * @default 15
                     */
                    smallLoadMinutes?: number;
                    /**
                     * @description how many placements may be taken back to place one
                     * @default 3
                     */
                    backtracking?: number;
                    /**
                     * @description difference of utilisation that the plan metrics accept
                     * @default 0.2
                     */
                    balanceTolerance?: number;
                };
                /**
                 * @default {
                 *       "name": "shift"
                 *     }
                 */
                objective?: {
                    /** @constant */
                    name: "shift";
                    /**
                     * @description alpha: per squared minute between ideal and planned start of unloading
                     * @default 0.01
                     */
                    deviation?: number;
                    /**
                     * @description beta: per km driven empty
                     * @default 1
                     */
                    emptyTravel?: number;
                    /**
                     * @description gamma: per squared empty share of a truck
                     * @default 10
                     */
                    fill?: number;
                    /**
                     * @description delta: per unit of penalty (unserved, off window, long gap, peak hour, overtime)
                     * @default 1
                     */
                    penalties?: number;
                    /**
                     * @description per truck and squared difference from the mean utilisation
                     * @default 20
                     */
                    balance?: number;
                } | {
                    /** @constant */
                    name: "served-volume";
                } | {
                    /** @constant */
                    name: "delivery-cost";
                } | {
                    /** @constant */
                    name: "travel-and-delay";
                    /** @default 100000 */
                    undeliveredPerM3?: number;
                    /**
                     * @description first unloading of a site after its ideal time
                     * @default 1000
                     */
                    firstDelayPerMinute?: number;
                    /**
                     * @description shift of a driver shorter than `leastShiftMinutes`
                     * @default 30
                     */
                    underusePerMinute?: number;
                    /** @default 180 */
                    leastShiftMinutes?: number;
                    /**
                     * @description beyond `shift.to` of the truck
                     * @default 20
                     */
                    overtimePerMinute?: number;
                };
                /** @description of each order and truck in the order they are carried out */
                loads: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    truck: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    plant: string;
                    /** @description from 0; absent: chosen */
                    dock?: number;
                    /** @description absent: as much as the truck takes of what is left */
                    volumeM3?: number;
                    /** @description whole seconds from `start`, or an instant */
                    loadStart?: number | string;
                    /** @description whole seconds from `start`, or an instant */
                    unloadStart?: number | string;
                }[];
            } | {
                /** @constant */
                mode: "recommend";
                /**
                 * Format: date-time
                 * @description second 0; its offset tells the clock of the site
                 * @default 1970-01-01T00:00:00Z
                 */
                start?: string;
                /**
                 * @description length of the shift
                 * @default 720
                 */
                shiftMinutes?: number;
                places: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    lat?: number;
                    lng?: number;
                    /** @description on a flat map, instead of lat and lng */
                    xKm?: number;
                    yKm?: number;
                }[];
                /**
                 * @description how long it takes from place to place
                 * @default {}
                 */
                travel?: {
                    /**
                     * @description measured travel, as routing engines give it; a later block overrides an earlier one
                     * @default []
                     */
                    blocks?: {
                        from: string[];
                        to: string[];
                        /** @description a row for each of `from`, a column for each of `to`; null: there is no way */
                        seconds: (number | null)[][];
                        /** @description absent: from the time and `speedKmh` */
                        metres?: (number | null)[][];
                        /** @description cost of the leg; absent: `costPerKm` times its length */
                        cost?: (number | null)[][];
                    }[];
                    /**
                     * @description between places with coordinates only
                     * @default 40
                     */
                    speedKmh?: number;
                    /** @description longer legs go at `fastSpeedKmh` all the way */
                    fastFromKm?: number;
                    /** @default 60 */
                    fastSpeedKmh?: number;
                    /**
                     * @description road over straight line
                     * @default 1.3
                     */
                    detour?: number;
                    /** @default 0 */
                    costPerKm?: number;
                    /**
                     * @description travel under way in these hours takes so many times as long; a truck that leaves later never arrives earlier
                     * @default []
                     */
                    traffic?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                        factor: number;
                        /** @description only legs from or to these; absent: all */
                        places?: string[];
                    }[];
                };
                /** @default [] */
                grades?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description from the start of loading to the end of unloading
                     * @default 90
                     */
                    lifetimeMinutes?: number;
                }[];
                plants: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    place: string;
                    /**
                     * @description trucks loaded at the same time; null: any number
                     * @default 1
                     */
                    docks?: number | null;
                    /** @description first start and last end of loading; absent: always */
                    hours?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                    };
                    /** @default 3 */
                    loadMinutesPerM3?: number;
                    /** @default 0 */
                    loadFixedMinutes?: number;
                    /** @description absent: `parameters.smallLoadMinutes` */
                    leastLoadMinutes?: number;
                    /** @description from start to start on a dock; absent: a dock is free when its loading ends */
                    spacingMinutes?: number;
                    /**
                     * @description adjusting and papers, off the dock, before the truck drives off
                     * @default 0
                     */
                    afterLoadingMinutes?: number;
                    /** @description absent: all */
                    grades?: string[];
                }[];
                trucks: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    capacityM3: number;
                    /** @description place where its shift begins */
                    home: string;
                    /** @description place where it ends; absent: its home; null: wherever it is then */
                    end?: string | null;
                    /** @description leaves its home and is back; absent: the shift of the problem */
                    shift?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                    };
                    /**
                     * @description beyond the end of its shift, at `overtimePerMinute`
                     * @default 0
                     */
                    overtimeMinutes?: number;
                    /** @default 1 */
                    overtimePerMinute?: number;
                    /** @description no unloading starts later */
                    lastUnloading?: number | string;
                    /**
                     * @description begun in [from, to], with an empty drum; all of them are taken
                     * @default []
                     */
                    breaks?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description latest start */
                        to: number | string;
                        minutes: number;
                    }[];
                    /** @default 2.5 */
                    unloadMinutesPerM3?: number;
                    /** @default 0 */
                    unloadFixedMinutes?: number;
                    /**
                     * @description after each unloading, before it leaves the site
                     * @default 0
                     */
                    washMinutes?: number;
                    /** @default 0 */
                    costPerUse?: number;
                    /**
                     * @description the best trucks keep time for orders with `vip`
                     * @default 1
                     */
                    fitness?: number;
                    /**
                     * @description false: not to be used
                     * @default true
                     */
                    working?: boolean;
                    /** @default [] */
                    equipment?: string[];
                    /** @description where its next leg begins, and not before when, once its fixed loads are done; absent: at the site of the last of them as soon as it is free there; without any, at home when its shift begins */
                    standing?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        place: string;
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                    };
                }[];
                orders: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    client?: string;
                    /**
                     * @default normal
                     * @enum {string}
                     */
                    priority?: "normal" | "high" | "critical";
                    /**
                     * @description may use the time that the best trucks keep
                     * @default false
                     */
                    vip?: boolean;
                    /** @description the caller's own name for the thing, unique among its like */
                    place: string;
                    volumeM3: number;
                    /** @description the caller's own name for the thing, unique among its like */
                    grade?: string;
                    /** @description when it may be unloaded; absent: at any time */
                    window?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                        /**
                         * @description false: at a price within `parameters.tolerances.windowMinutes`
                         * @default true
                         */
                        hard?: boolean;
                        /**
                         * @description outside, for windows that are not hard
                         * @default 10
                         */
                        pricePerMinute?: number;
                        /**
                         * @description what `to` is about
                         * @default unloading-end
                         * @enum {string}
                         */
                        ends?: "unloading-end" | "unloading-start";
                    };
                    /** @description wanted start of the first unloading; absent: the start of the window */
                    ideal?: number | string;
                    /** @description latest start of the first unloading */
                    latestFirst?: number | string;
                    /**
                     * @description poured without a break: gaps are limited
                     * @default false
                     */
                    continuous?: boolean;
                    /** @description between two unloadings; absent: 30 if continuous, else any */
                    greatestGapMinutes?: number;
                    /** @default 0 */
                    leastGapMinutes?: number;
                    /** @description a gap may be longer by `parameters.tolerances.gapMinutes`, at this price */
                    gapPricePerMinute?: number;
                    /**
                     * @default end-to-start
                     * @enum {string}
                     */
                    gapsCount?: "end-to-start" | "start-to-start";
                    /**
                     * @description of the site: its risk buffer
                     * @default 0
                     */
                    difficulty?: number;
                    /** @description absent: that of the grade, else 90 */
                    lifetimeMinutes?: number;
                    /** @description absent: that of the truck */
                    unloadMinutesPerM3?: number;
                    /** @default 0 */
                    unloadFixedMinutes?: number;
                    /**
                     * @description that a truck must have
                     * @default []
                     */
                    equipment?: string[];
                    /** @description absent: any */
                    trucks?: string[];
                    /** @description absent: any that makes the grade */
                    plants?: string[];
                    /**
                     * @description all its loads come from the same plant
                     * @default false
                     */
                    onePlant?: boolean;
                    /**
                     * @description may be served in part
                     * @default false
                     */
                    partial?: boolean;
                    /**
                     * @description every truck leaves full; what is too much is lost
                     * @default false
                     */
                    fullTrucks?: boolean;
                    /** @description penalty of what is not served; absent: 1000 per m3, twice that for high and four times for critical priority */
                    unserved?: {
                        /** @default 0 */
                        fixed?: number;
                        /** @default 0 */
                        perM3?: number;
                        /** @description of the whole order */
                        outsourcing?: number;
                    };
                    /** @description comes right after another order of the same place */
                    after?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        order: string;
                        /** @default 0 */
                        leastMinutes?: number;
                        greatestMinutes?: number;
                    };
                }[];
                /** @default {} */
                parameters?: {
                    /**
                     * @description score of a truck for a load, while the first plan is built
                     * @default {}
                     */
                    scoring?: {
                        /**
                         * @description W1: nearness to the ideal time
                         * @default 0.4
                         */
                        time?: number;
                        /**
                         * @description W2: short empty run
                         * @default 0.3
                         */
                        distance?: number;
                        /**
                         * @description W3: full truck
                         * @default 0.2
                         */
                        fill?: number;
                        /**
                         * @description W4: priority of the client
                         * @default 0.1
                         */
                        priority?: number;
                    };
                    /**
                     * @description difficulty of an order: the hardest are placed first
                     * @default {}
                     */
                    difficulty?: {
                        /** @default 0.4 */
                        priority?: number;
                        /** @default 0.3 */
                        urgency?: number;
                        /** @default 0.2 */
                        volume?: number;
                        /** @default 0.1 */
                        logistics?: number;
                        /**
                         * @description volume that counts as 1
                         * @default 10
                         */
                        standardVolumeM3?: number;
                    };
                    /**
                     * @description choice among the ways to split an order into loads
                     * @default {}
                     */
                    splitting?: {
                        /**
                         * @description per load
                         * @default 1
                         */
                        loads?: number;
                        /**
                         * @description per m3 of capacity that is left empty
                         * @default 0.1
                         */
                        unused?: number;
                        /**
                         * @description per minute of the longest interval between two loads
                         * @default 0.01
                         */
                        spacing?: number;
                        /**
                         * @description no smaller loads, unless the order is smaller
                         * @default 1
                         */
                        leastLoadM3?: number;
                    };
                    /** @default {} */
                    tolerances?: {
                        /**
                         * @description outside a priced window, at its price
                         * @default 15
                         */
                        windowMinutes?: number;
                        /**
                         * @description beyond the greatest gap of a pour, at a price
                         * @default 5
                         */
                        gapMinutes?: number;
                        /**
                         * @description kept in reserve of the lifetime of the concrete
                         * @default 10
                         */
                        lifetimeMinutes?: number;
                    };
                    /** @default {} */
                    buffers?: {
                        /**
                         * @description operating buffer: share of the travel to the site
                         * @default 0.1
                         */
                        travelShare?: number;
                        /**
                         * @description risk buffer of an easy site
                         * @default 5
                         */
                        riskLeastMinutes?: number;
                        /**
                         * @description risk buffer of the most difficult site
                         * @default 15
                         */
                        riskGreatestMinutes?: number;
                        /**
                         * @description share of both before unloading; the rest after it
                         * @default 0.5
                         */
                        beforeShare?: number;
                    };
                    /** @default {} */
                    reserve?: {
                        /**
                         * @description share of the best trucks' time kept for orders with `vip`
                         * @default 0.1
                         */
                        vipShare?: number;
                        /**
                         * @description share of the fleet, by fitness, that counts as best
                         * @default 0.25
                         */
                        bestTrucks?: number;
                        /** @default 1 */
                        costPerMinute?: number;
                    };
                    /**
                     * @description hours to be avoided if one can, by the clock of `start`
                     * @default {}
                     */
                    peaks?: {
                        /**
                         * @default [
                         *       {
                         *         "from": "08:00",
                         *         "to": "10:00"
                         *       },
                         *       {
                         *         "from": "17:00",
                         *         "to": "19:00"
                         *       }
                         *     ]
                         */
                        hours?: {
                            /** @description time of day HH:MM, local to the site */
                            from: string;
                            /** @description time of day HH:MM, local to the site */
                            to: string;
                        }[];
                        /**
                         * @description per unloading that starts in them
                         * @default 1
                         */
                        cost?: number;
                    };
                    /**
                     * @description least time of a loading
                     * @default 15
                     */
                    smallLoadMinutes?: number;
                    /**
                     * @description how many placements may be taken back to place one
                     * @default 3
                     */
                    backtracking?: number;
                    /**
                     * @description difference of utilisation that the plan metrics accept
                     * @default 0.2
                     */
                    balanceTolerance?: number;
                };
                /**
                 * @default {
                 *       "name": "shift"
                 *     }
                 */
                objective?: {
                    /** @constant */
                    name: "shift";
                    /**
                     * @description alpha: per squared minute between ideal and planned start of unloading
                     * @default 0.01
                     */
                    deviation?: number;
                    /**
                     * @description beta: per km driven empty
                     * @default 1
                     */
                    emptyTravel?: number;
                    /**
                     * @description gamma: per squared empty share of a truck
                     * @default 10
                     */
                    fill?: number;
                    /**
                     * @description delta: per unit of penalty (unserved, off window, long gap, peak hour, overtime)
                     * @default 1
                     */
                    penalties?: number;
                    /**
                     * @description per truck and squared difference from the mean utilisation
                     * @default 20
                     */
                    balance?: number;
                } | {
                    /** @constant */
                    name: "served-volume";
                } | {
                    /** @constant */
                    name: "delivery-cost";
                } | {
                    /** @constant */
                    name: "travel-and-delay";
                    /** @default 100000 */
                    undeliveredPerM3?: number;
                    /**
                     * @description first unloading of a site after its ideal time
                     * @default 1000
                     */
                    firstDelayPerMinute?: number;
                    /**
                     * @description shift of a driver shorter than `leastShiftMinutes`
                     * @default 30
                     */
                    underusePerMinute?: number;
                    /** @default 180 */
                    leastShiftMinutes?: number;
                    /**
                     * @description beyond `shift.to` of the truck
                     * @default 20
                     */
                    overtimePerMinute?: number;
                };
                /** @description the plan as it stands, each load with both times */
                loads: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    truck: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    plant: string;
                    /** @description from 0; absent: chosen */
                    dock?: number;
                    /** @description absent: as much as the truck takes of what is left */
                    volumeM3?: number;
                    /** @description whole seconds from `start`, or an instant */
                    loadStart?: number | string;
                    /** @description whole seconds from `start`, or an instant */
                    unloadStart?: number | string;
                }[];
                recommend: {
                    /** @description new orders: no load of theirs is in `loads` */
                    orders: string[];
                    /**
                     * @description how many ways to place each
                     * @default 5
                     */
                    places?: number;
                    /**
                     * @description whether loads of the plan may be shifted in time
                     * @default stay
                     * @enum {string}
                     */
                    others?: "stay" | "shift";
                };
            } | {
                /** @constant */
                mode: "rounds";
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 * @default 1970-01-01T00:00:00Z
                 */
                start?: string;
                /** @default 720 */
                shiftMinutes?: number;
                /** @description place where goods are loaded */
                depot: string;
                places: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    lat?: number;
                    lng?: number;
                    /** @description on a flat map, instead of lat and lng */
                    xKm?: number;
                    yKm?: number;
                }[];
                /**
                 * @description traffic is for mode plan only
                 * @default {}
                 */
                travel?: {
                    /**
                     * @description measured travel, as routing engines give it; a later block overrides an earlier one
                     * @default []
                     */
                    blocks?: {
                        from: string[];
                        to: string[];
                        /** @description a row for each of `from`, a column for each of `to`; null: there is no way */
                        seconds: (number | null)[][];
                        /** @description absent: from the time and `speedKmh` */
                        metres?: (number | null)[][];
                        /** @description cost of the leg; absent: `costPerKm` times its length */
                        cost?: (number | null)[][];
                    }[];
                    /**
                     * @description between places with coordinates only
                     * @default 40
                     */
                    speedKmh?: number;
                    /** @description longer legs go at `fastSpeedKmh` all the way */
                    fastFromKm?: number;
                    /** @default 60 */
                    fastSpeedKmh?: number;
                    /**
                     * @description road over straight line
                     * @default 1.3
                     */
                    detour?: number;
                    /** @default 0 */
                    costPerKm?: number;
                    /**
                     * @description travel under way in these hours takes so many times as long; a truck that leaves later never arrives earlier
                     * @default []
                     */
                    traffic?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                        factor: number;
                        /** @description only legs from or to these; absent: all */
                        places?: string[];
                    }[];
                };
                vans: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description in the unit of the demands, at most three decimals */
                    capacity: number;
                    /** @description leaves the depot and is back; absent: the shift of the problem */
                    shift?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                    };
                }[];
                drops: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    place: string;
                    /** @default 0 */
                    demand?: number;
                    /** @description when its service may start; absent: any time */
                    window?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                    };
                    /** @default 0 */
                    serviceSeconds?: number;
                    /** @description its goods are at the depot from then on */
                    release?: number | string;
                    /** @description absent: any */
                    vans?: string[];
                    /** @description km; absent: it must be served, and counts 1e9 where that cannot be */
                    unservedCost?: number;
                }[];
                /** @default 1 */
                roundsPerVan?: number;
                /**
                 * @description at the depot between two rounds of a van
                 * @default 0
                 */
                reloadSeconds?: number;
                /**
                 * @default distance
                 * @enum {string}
                 */
                objective?: "distance" | "vans-then-distance";
            };
            /** @description a plan to begin from; the result is never worse */
            warmStart?: {
                /**
                 * @description mode plan: with both times
                 * @default []
                 */
                loads?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    truck: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    plant: string;
                    /** @description from 0; absent: chosen */
                    dock?: number;
                    /** @description absent: as much as the truck takes of what is left */
                    volumeM3?: number;
                    /** @description whole seconds from `start`, or an instant */
                    loadStart?: number | string;
                    /** @description whole seconds from `start`, or an instant */
                    unloadStart?: number | string;
                }[];
                /**
                 * @description mode rounds: in the order each van drives them
                 * @default []
                 */
                rounds?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    van: string;
                    drops: string[];
                }[];
            };
            /**
             * @description what the solve may use
             * @default {
             *       "timeMs": 10000,
             *       "gap": 0,
             *       "seed": 1,
             *       "deterministic": false
             *     }
             */
            budget?: {
                /**
                 * @description wall time for solving, waiting not included
                 * @default 10000
                 */
                timeMs?: number;
                /**
                 * @description relative gap that is good enough
                 * @default 0
                 */
                gap?: number;
                /** @default 1 */
                seed?: number;
                /**
                 * @description end by iterations instead of time, so that the same request gives the same plan
                 * @default false
                 */
                deterministic?: boolean;
                /** @description search iterations, by kind */
                maxIterations?: number;
            };
            /** @description ovens that get their setpoints from the plan; needs scope equipment:write where keys are on */
            equipment?: {
                /** @description the caller's own name for the thing, unique among its like */
                site: string & (unknown & unknown);
                ovens: {
                    /** @description the caller's own name for the thing, unique among its like */
                    oven: string & (unknown & unknown);
                    /** @description furnace of the problem that this oven is; techcard: oven or machine with states */
                    furnace: string;
                    /**
                     * @description the caller's own name for the thing, unique among its like
                     * @default temperature
                     */
                    tag?: string;
                    /** @default degC */
                    unit?: string;
                    /** @description least setpoint that the oven takes */
                    min: number;
                    /** @description greatest setpoint that the oven takes */
                    max: number;
                    /** @description greatest change of setpoint per minute */
                    rampPerMin: number;
                    /**
                     * @description verified within this distance of the setpoint
                     * @default 5
                     */
                    tolerance?: number;
                    /** @description setpoint after the last heat; absent: keep the last one */
                    idle?: number;
                    /**
                     * @description each command waits for a person
                     * @default false
                     */
                    approval?: boolean;
                }[];
                setpoints: {
                    /** @description grade or regime; techcard: state */
                    grade: string;
                    /** @description target in the unit of the oven */
                    value: number;
                    /**
                     * @description time within tolerance before it is verified
                     * @default 10
                     */
                    dwellMinutes?: number;
                }[];
                /**
                 * @description a command that could not be given so long after its start is not given any more
                 * @default 30
                 */
                latestStartMinutes?: number;
                /** @description only heats that start so soon after the first one become commands; absent: all */
                horizonMinutes?: number;
                /** @description run the plan in other time, for simulated ovens */
                rehearsal?: {
                    /**
                     * Format: date-time
                     * @description wall time at which the first heat starts; absent: when the plan is kept
                     */
                    startAt?: string;
                    /** @description plan minutes per wall minute */
                    speed: number;
                };
            };
            /**
             * Format: date-time
             * @description the plan is of no use if its solving has not begun by then
             */
            notAfter?: string;
            /**
             * @description 9 first
             * @default 5
             */
            priority?: number;
            /**
             * @description kept and given back, at most 20
             * @default {}
             */
            tags?: {
                [key: string]: string;
            };
        };
        RepairPlanRequest: {
            /** @constant */
            kind: "repair";
            problem: {
                /** @constant */
                mode: "dispatch";
                /** @description the shift as it was planned */
                shift: {
                    /** @constant */
                    mode: "plan";
                    /**
                     * Format: date-time
                     * @description second 0; its offset tells the clock of the site
                     * @default 1970-01-01T00:00:00Z
                     */
                    start?: string;
                    /**
                     * @description length of the shift
                     * @default 720
                     */
                    shiftMinutes?: number;
                    places: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        lat?: number;
                        lng?: number;
                        /** @description on a flat map, instead of lat and lng */
                        xKm?: number;
                        yKm?: number;
                    }[];
                    /**
                     * @description how long it takes from place to place
                     * @default {}
                     */
                    travel?: {
                        /**
                         * @description measured travel, as routing engines give it; a later block overrides an earlier one
                         * @default []
                         */
                        blocks?: {
                            from: string[];
                            to: string[];
                            /** @description a row for each of `from`, a column for each of `to`; null: there is no way */
                            seconds: (number | null)[][];
                            /** @description absent: from the time and `speedKmh` */
                            metres?: (number | null)[][];
                            /** @description cost of the leg; absent: `costPerKm` times its length */
                            cost?: (number | null)[][];
                        }[];
                        /**
                         * @description between places with coordinates only
                         * @default 40
                         */
                        speedKmh?: number;
                        /** @description longer legs go at `fastSpeedKmh` all the way */
                        fastFromKm?: number;
                        /** @default 60 */
                        fastSpeedKmh?: number;
                        /**
                         * @description road over straight line
                         * @default 1.3
                         */
                        detour?: number;
                        /** @default 0 */
                        costPerKm?: number;
                        /**
                         * @description travel under way in these hours takes so many times as long; a truck that leaves later never arrives earlier
                         * @default []
                         */
                        traffic?: {
                            /** @description whole seconds from `start`, or an instant */
                            from: number | string;
                            /** @description whole seconds from `start`, or an instant */
                            to: number | string;
                            factor: number;
                            /** @description only legs from or to these; absent: all */
                            places?: string[];
                        }[];
                    };
                    /** @default [] */
                    grades?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /**
                         * @description from the start of loading to the end of unloading
                         * @default 90
                         */
                        lifetimeMinutes?: number;
                    }[];
                    plants: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        place: string;
                        /**
                         * @description trucks loaded at the same time; null: any number
                         * @default 1
                         */
                        docks?: number | null;
                        /** @description first start and last end of loading; absent: always */
                        hours?: {
                            /** @description whole seconds from `start`, or an instant */
                            from: number | string;
                            /** @description whole seconds from `start`, or an instant */
                            to: number | string;
                        };
                        /** @default 3 */
                        loadMinutesPerM3?: number;
                        /** @default 0 */
                        loadFixedMinutes?: number;
                        /** @description absent: `parameters.smallLoadMinutes` */
                        leastLoadMinutes?: number;
                        /** @description from start to start on a dock; absent: a dock is free when its loading ends */
                        spacingMinutes?: number;
                        /**
                         * @description adjusting and papers, off the dock, before the truck drives off
                         * @default 0
                         */
                        afterLoadingMinutes?: number;
                        /** @description absent: all */
                        grades?: string[];
                    }[];
                    trucks: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        capacityM3: number;
                        /** @description place where its shift begins */
                        home: string;
                        /** @description place where it ends; absent: its home; null: wherever it is then */
                        end?: string | null;
                        /** @description leaves its home and is back; absent: the shift of the problem */
                        shift?: {
                            /** @description whole seconds from `start`, or an instant */
                            from: number | string;
                            /** @description whole seconds from `start`, or an instant */
                            to: number | string;
                        };
                        /**
                         * @description beyond the end of its shift, at `overtimePerMinute`
                         * @default 0
                         */
                        overtimeMinutes?: number;
                        /** @default 1 */
                        overtimePerMinute?: number;
                        /** @description no unloading starts later */
                        lastUnloading?: number | string;
                        /**
                         * @description begun in [from, to], with an empty drum; all of them are taken
                         * @default []
                         */
                        breaks?: {
                            /** @description whole seconds from `start`, or an instant */
                            from: number | string;
                            /** @description latest start */
                            to: number | string;
                            minutes: number;
                        }[];
                        /** @default 2.5 */
                        unloadMinutesPerM3?: number;
                        /** @default 0 */
                        unloadFixedMinutes?: number;
                        /**
                         * @description after each unloading, before it leaves the site
                         * @default 0
                         */
                        washMinutes?: number;
                        /** @default 0 */
                        costPerUse?: number;
                        /**
                         * @description the best trucks keep time for orders with `vip`
                         * @default 1
                         */
                        fitness?: number;
                        /**
                         * @description false: not to be used
                         * @default true
                         */
                        working?: boolean;
                        /** @default [] */
                        equipment?: string[];
                        /** @description where its next leg begins, and not before when, once its fixed loads are done; absent: at the site of the last of them as soon as it is free there; without any, at home when its shift begins */
                        standing?: {
                            /** @description the caller's own name for the thing, unique among its like */
                            place: string;
                            /** @description whole seconds from `start`, or an instant */
                            from: number | string;
                        };
                    }[];
                    orders: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        client?: string;
                        /**
                         * @default normal
                         * @enum {string}
                         */
                        priority?: "normal" | "high" | "critical";
                        /**
                         * @description may use the time that the best trucks keep
                         * @default false
                         */
                        vip?: boolean;
                        /** @description the caller's own name for the thing, unique among its like */
                        place: string;
                        volumeM3: number;
                        /** @description the caller's own name for the thing, unique among its like */
                        grade?: string;
                        /** @description when it may be unloaded; absent: at any time */
                        window?: {
                            /** @description whole seconds from `start`, or an instant */
                            from: number | string;
                            /** @description whole seconds from `start`, or an instant */
                            to: number | string;
                            /**
                             * @description false: at a price within `parameters.tolerances.windowMinutes`
                             * @default true
                             */
                            hard?: boolean;
                            /**
                             * @description outside, for windows that are not hard
                             * @default 10
                             */
                            pricePerMinute?: number;
                            /**
                             * @description what `to` is about
                             * @default unloading-end
                             * @enum {string}
                             */
                            ends?: "unloading-end" | "unloading-start";
                        };
                        /** @description wanted start of the first unloading; absent: the start of the window */
                        ideal?: number | string;
                        /** @description latest start of the first unloading */
                        latestFirst?: number | string;
                        /**
                         * @description poured without a break: gaps are limited
                         * @default false
                         */
                        continuous?: boolean;
                        /** @description between two unloadings; absent: 30 if continuous, else any */
                        greatestGapMinutes?: number;
                        /** @default 0 */
                        leastGapMinutes?: number;
                        /** @description a gap may be longer by `parameters.tolerances.gapMinutes`, at this price */
                        gapPricePerMinute?: number;
                        /**
                         * @default end-to-start
                         * @enum {string}
                         */
                        gapsCount?: "end-to-start" | "start-to-start";
                        /**
                         * @description of the site: its risk buffer
                         * @default 0
                         */
                        difficulty?: number;
                        /** @description absent: that of the grade, else 90 */
                        lifetimeMinutes?: number;
                        /** @description absent: that of the truck */
                        unloadMinutesPerM3?: number;
                        /** @default 0 */
                        unloadFixedMinutes?: number;
                        /**
                         * @description that a truck must have
                         * @default []
                         */
                        equipment?: string[];
                        /** @description absent: any */
                        trucks?: string[];
                        /** @description absent: any that makes the grade */
                        plants?: string[];
                        /**
                         * @description all its loads come from the same plant
                         * @default false
                         */
                        onePlant?: boolean;
                        /**
                         * @description may be served in part
                         * @default false
                         */
                        partial?: boolean;
                        /**
                         * @description every truck leaves full; what is too much is lost
                         * @default false
                         */
                        fullTrucks?: boolean;
                        /** @description penalty of what is not served; absent: 1000 per m3, twice that for high and four times for critical priority */
                        unserved?: {
                            /** @default 0 */
                            fixed?: number;
                            /** @default 0 */
                            perM3?: number;
                            /** @description of the whole order */
                            outsourcing?: number;
                        };
                        /** @description comes right after another order of the same place */
                        after?: {
                            /** @description the caller's own name for the thing, unique among its like */
                            order: string;
                            /** @default 0 */
                            leastMinutes?: number;
                            greatestMinutes?: number;
                        };
                    }[];
                    /** @default {} */
                    parameters?: {
                        /**
                         * @description score of a truck for a load, while the first plan is built
                         * @default {}
                         */
                        scoring?: {
                            /**
                             * @description W1: nearness to the ideal time
                             * @default 0.4
                             */
                            time?: number;
                            /**
                             * @description W2: short empty run
                             * @default 0.3
                             */
                            distance?: number;
                            /**
                             * @description W3: full truck
                             * @default 0.2
                             */
                            fill?: number;
                            /**
                             * @description W4: priority of the client
                             * @default 0.1
                             */
                            priority?: number;
                        };
                        /**
                         * @description difficulty of an order: the hardest are placed first
                         * @default {}
                         */
                        difficulty?: {
                            /** @default 0.4 */
                            priority?: number;
                            /** @default 0.3 */
                            urgency?: number;
                            /** @default 0.2 */
                            volume?: number;
                            /** @default 0.1 */
                            logistics?: number;
                            /**
                             * @description volume that counts as 1
                             * @default 10
                             */
                            standardVolumeM3?: number;
                        };
                        /**
                         * @description choice among the ways to split an order into loads
                         * @default {}
                         */
                        splitting?: {
                            /**
                             * @description per load
                             * @default 1
                             */
                            loads?: number;
                            /**
                             * @description per m3 of capacity that is left empty
                             * @default 0.1
                             */
                            unused?: number;
                            /**
                             * @description per minute of the longest interval between two loads
                             * @default 0.01
                             */
                            spacing?: number;
                            /**
                             * @description no smaller loads, unless the order is smaller
                             * @default 1
                             */
                            leastLoadM3?: number;
                        };
                        /** @default {} */
                        tolerances?: {
                            /**
                             * @description outside a priced window, at its price
                             * @default 15
                             */
                            windowMinutes?: number;
                            /**
                             * @description beyond the greatest gap of a pour, at a price
                             * @default 5
                             */
                            gapMinutes?: number;
                            /**
                             * @description kept in reserve of the lifetime of the concrete
                             * @default 10
                             */
                            lifetimeMinutes?: number;
                        };
                        /** @default {} */
                        buffers?: {
                            /**
                             * @description operating buffer: share of the travel to the site
                             * @default 0.1
                             */
                            travelShare?: number;
                            /**
                             * @description risk buffer of an easy site
                             * @default 5
                             */
                            riskLeastMinutes?: number;
                            /**
                             * @description risk buffer of the most difficult site
                             * @default 15
                             */
                            riskGreatestMinutes?: number;
                            /**
                             * @description share of both before unloading; the rest after it
                             * @default 0.5
                             */
                            beforeShare?: number;
                        };
                        /** @default {} */
                        reserve?: {
                            /**
                             * @description share of the best trucks' time kept for orders with `vip`
                             * @default 0.1
                             */
                            vipShare?: number;
                            /**
                             * @description share of the fleet, by fitness, that counts as best
                             * @default 0.25
                             */
                            bestTrucks?: number;
                            /** @default 1 */
                            costPerMinute?: number;
                        };
                        /**
                         * @description hours to be avoided if one can, by the clock of `start`
                         * @default {}
                         */
                        peaks?: {
                            /**
                             * @default [
                             *       {
                             *         "from": "08:00",
                             *         "to": "10:00"
                             *       },
                             *       {
                             *         "from": "17:00",
                             *         "to": "19:00"
                             *       }
                             *     ]
                             */
                            hours?: {
                                /** @description time of day HH:MM, local to the site */
                                from: string;
                                /** @description time of day HH:MM, local to the site */
                                to: string;
                            }[];
                            /**
                             * @description per unloading that starts in them
                             * @default 1
                             */
                            cost?: number;
                        };
                        /**
                         * @description least time of a loading
                         * @default 15
                         */
                        smallLoadMinutes?: number;
                        /**
                         * @description how many placements may be taken back to place one
                         * @default 3
                         */
                        backtracking?: number;
                        /**
                         * @description difference of utilisation that the plan metrics accept
                         * @default 0.2
                         */
                        balanceTolerance?: number;
                    };
                    /**
                     * @default {
                     *       "name": "shift"
                     *     }
                     */
                    objective?: {
                        /** @constant */
                        name: "shift";
                        /**
                         * @description alpha: per squared minute between ideal and planned start of unloading
                         * @default 0.01
                         */
                        deviation?: number;
                        /**
                         * @description beta: per km driven empty
                         * @default 1
                         */
                        emptyTravel?: number;
                        /**
                         * @description gamma: per squared empty share of a truck
                         * @default 10
                         */
                        fill?: number;
                        /**
                         * @description delta: per unit of penalty (unserved, off window, long gap, peak hour, overtime)
                         * @default 1
                         */
                        penalties?: number;
                        /**
                         * @description per truck and squared difference from the mean utilisation
                         * @default 20
                         */
                        balance?: number;
                    } | {
                        /** @constant */
                        name: "served-volume";
                    } | {
                        /** @constant */
                        name: "delivery-cost";
                    } | {
                        /** @constant */
                        name: "travel-and-delay";
                        /** @default 100000 */
                        undeliveredPerM3?: number;
                        /**
                         * @description first unloading of a site after its ideal time
                         * @default 1000
                         */
                        firstDelayPerMinute?: number;
                        /**
                         * @description shift of a driver shorter than `leastShiftMinutes`
                         * @default 30
                         */
                        underusePerMinute?: number;
                        /** @default 180 */
                        leastShiftMinutes?: number;
                        /**
                         * @description beyond `shift.to` of the truck
                         * @default 20
                         */
                        overtimePerMinute?: number;
                    };
                    /**
                     * @description loads that must stay, each with both times
                     * @default []
                     */
                    fixed?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        order: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        truck: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        plant: string;
                        /** @description from 0; absent: chosen */
                        dock?: number;
                        /** @description absent: as much as the truck takes of what is left */
                        volumeM3?: number;
                        /** @description whole seconds from `start`, or an instant */
                        loadStart?: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        unloadStart?: number | string;
                    }[];
                };
                /** @description the plan that runs */
                loads: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    truck: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    plant: string;
                    dock: number;
                    volumeM3: number;
                    /** @description whole seconds from `start`, or an instant */
                    loadStart: number | string;
                    /** @description whole seconds from `start`, or an instant */
                    unloadStart: number | string;
                }[];
                /** @description whole seconds from `start`, or an instant */
                now: number | string;
                /**
                 * @description none: the plan comes back as it is
                 * @default []
                 */
                events?: ({
                    /** @constant */
                    type: "truck-out";
                    /** @description the caller's own name for the thing, unique among its like */
                    truck: string;
                    /** @description when it happened; absent: now */
                    at?: number | string;
                    /**
                     * @description its load under way: delivered all the same, or stuck with the truck; auto: stuck until unloading has begun
                     * @default auto
                     * @enum {string}
                     */
                    onBoard?: "auto" | "delivered" | "stuck";
                } | {
                    /** @constant */
                    type: "truck-down";
                    /** @description the caller's own name for the thing, unique among its like */
                    truck: string;
                    /** @description when it happened; absent: now */
                    at?: number | string;
                    /** @description whole seconds from `start`, or an instant */
                    until: number | string;
                    /**
                     * @description its load under way: delivered all the same, or stuck with the truck; auto: stuck until unloading has begun
                     * @default auto
                     * @enum {string}
                     */
                    onBoard?: "auto" | "delivered" | "stuck";
                } | {
                    /** @constant */
                    type: "accident";
                    /** @description the caller's own name for the thing, unique among its like */
                    truck: string;
                    /** @description when it happened; absent: now */
                    at?: number | string;
                    /** @description absent: two hours after it happened */
                    until?: number | string;
                    /**
                     * @description its load under way: delivered all the same, or stuck with the truck; auto: stuck until unloading has begun
                     * @default auto
                     * @enum {string}
                     */
                    onBoard?: "auto" | "delivered" | "stuck";
                } | {
                    /** @constant */
                    type: "unload-delay";
                    /** @description the caller's own name for the thing, unique among its like */
                    load: string;
                    minutes: number;
                    /** @description when it happened; absent: now */
                    at?: number | string;
                } | {
                    /** @constant */
                    type: "traffic";
                    /** @description 1.3: travel takes 30 % longer */
                    factor: number;
                    /** @description absent: now */
                    from?: number | string;
                    /** @description whole seconds from `start`, or an instant */
                    until: number | string;
                    /** @description only ways from or to these; absent: everywhere */
                    places?: string[];
                    /** @description when it happened; absent: now */
                    at?: number | string;
                } | {
                    /** @constant */
                    type: "order-cancelled";
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description when it happened; absent: now */
                    at?: number | string;
                } | {
                    /** @constant */
                    type: "order-changed";
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description when it happened; absent: now */
                    at?: number | string;
                    /** @description what is different now */
                    to: {
                        volumeM3?: number;
                        /** @description when it may be unloaded; absent: at any time */
                        window?: {
                            /** @description whole seconds from `start`, or an instant */
                            from: number | string;
                            /** @description whole seconds from `start`, or an instant */
                            to: number | string;
                            /**
                             * @description false: at a price within `parameters.tolerances.windowMinutes`
                             * @default true
                             */
                            hard?: boolean;
                            /**
                             * @description outside, for windows that are not hard
                             * @default 10
                             */
                            pricePerMinute?: number;
                            /**
                             * @description what `to` is about
                             * @default unloading-end
                             * @enum {string}
                             */
                            ends?: "unloading-end" | "unloading-start";
                        };
                        /** @description wanted start of the first unloading; absent: the start of the window */
                        ideal?: number | string;
                        /** @description latest start of the first unloading */
                        latestFirst?: number | string;
                        /** @enum {string} */
                        priority?: "normal" | "high" | "critical";
                        vip?: boolean;
                        /** @description the caller's own name for the thing, unique among its like */
                        grade?: string;
                        /** @description between two unloadings; absent: 30 if continuous, else any */
                        greatestGapMinutes?: number;
                    };
                } | {
                    /** @constant */
                    type: "order-added";
                    order: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        client?: string;
                        /**
                         * @default normal
                         * @enum {string}
                         */
                        priority?: "normal" | "high" | "critical";
                        /**
                         * @description may use the time that the best trucks keep
                         * @default false
                         */
                        vip?: boolean;
                        /** @description the caller's own name for the thing, unique among its like */
                        place: string;
                        volumeM3: number;
                        /** @description the caller's own name for the thing, unique among its like */
                        grade?: string;
                        /** @description when it may be unloaded; absent: at any time */
                        window?: {
                            /** @description whole seconds from `start`, or an instant */
                            from: number | string;
                            /** @description whole seconds from `start`, or an instant */
                            to: number | string;
                            /**
                             * @description false: at a price within `parameters.tolerances.windowMinutes`
                             * @default true
                             */
                            hard?: boolean;
                            /**
                             * @description outside, for windows that are not hard
                             * @default 10
                             */
                            pricePerMinute?: number;
                            /**
                             * @description what `to` is about
                             * @default unloading-end
                             * @enum {string}
                             */
                            ends?: "unloading-end" | "unloading-start";
                        };
                        /** @description wanted start of the first unloading; absent: the start of the window */
                        ideal?: number | string;
                        /** @description latest start of the first unloading */
                        latestFirst?: number | string;
                        /**
                         * @description poured without a break: gaps are limited
                         * @default false
                         */
                        continuous?: boolean;
                        /** @description between two unloadings; absent: 30 if continuous, else any */
                        greatestGapMinutes?: number;
                        /** @default 0 */
                        leastGapMinutes?: number;
                        /** @description a gap may be longer by `parameters.tolerances.gapMinutes`, at this price */
                        gapPricePerMinute?: number;
                        /**
                         * @default end-to-start
                         * @enum {string}
                         */
                        gapsCount?: "end-to-start" | "start-to-start";
                        /**
                         * @description of the site: its risk buffer
                         * @default 0
                         */
                        difficulty?: number;
                        /** @description absent: that of the grade, else 90 */
                        lifetimeMinutes?: number;
                        /** @description absent: that of the truck */
                        unloadMinutesPerM3?: number;
                        /** @default 0 */
                        unloadFixedMinutes?: number;
                        /**
                         * @description that a truck must have
                         * @default []
                         */
                        equipment?: string[];
                        /** @description absent: any */
                        trucks?: string[];
                        /** @description absent: any that makes the grade */
                        plants?: string[];
                        /**
                         * @description all its loads come from the same plant
                         * @default false
                         */
                        onePlant?: boolean;
                        /**
                         * @description may be served in part
                         * @default false
                         */
                        partial?: boolean;
                        /**
                         * @description every truck leaves full; what is too much is lost
                         * @default false
                         */
                        fullTrucks?: boolean;
                        /** @description penalty of what is not served; absent: 1000 per m3, twice that for high and four times for critical priority */
                        unserved?: {
                            /** @default 0 */
                            fixed?: number;
                            /** @default 0 */
                            perM3?: number;
                            /** @description of the whole order */
                            outsourcing?: number;
                        };
                        /** @description comes right after another order of the same place */
                        after?: {
                            /** @description the caller's own name for the thing, unique among its like */
                            order: string;
                            /** @default 0 */
                            leastMinutes?: number;
                            greatestMinutes?: number;
                        };
                    };
                    /** @description when it happened; absent: now */
                    at?: number | string;
                } | {
                    /** @constant */
                    type: "truck-added";
                    truck: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        capacityM3: number;
                        /** @description place where its shift begins */
                        home: string;
                        /** @description place where it ends; absent: its home; null: wherever it is then */
                        end?: string | null;
                        /** @description leaves its home and is back; absent: the shift of the problem */
                        shift?: {
                            /** @description whole seconds from `start`, or an instant */
                            from: number | string;
                            /** @description whole seconds from `start`, or an instant */
                            to: number | string;
                        };
                        /**
                         * @description beyond the end of its shift, at `overtimePerMinute`
                         * @default 0
                         */
                        overtimeMinutes?: number;
                        /** @default 1 */
                        overtimePerMinute?: number;
                        /** @description no unloading starts later */
                        lastUnloading?: number | string;
                        /**
                         * @description begun in [from, to], with an empty drum; all of them are taken
                         * @default []
                         */
                        breaks?: {
                            /** @description whole seconds from `start`, or an instant */
                            from: number | string;
                            /** @description latest start */
                            to: number | string;
                            minutes: number;
                        }[];
                        /** @default 2.5 */
                        unloadMinutesPerM3?: number;
                        /** @default 0 */
                        unloadFixedMinutes?: number;
                        /**
                         * @description after each unloading, before it leaves the site
                         * @default 0
                         */
                        washMinutes?: number;
                        /** @default 0 */
                        costPerUse?: number;
                        /**
                         * @description the best trucks keep time for orders with `vip`
                         * @default 1
                         */
                        fitness?: number;
                        /**
                         * @description false: not to be used
                         * @default true
                         */
                        working?: boolean;
                        /** @default [] */
                        equipment?: string[];
                        /** @description where its next leg begins, and not before when, once its fixed loads are done; absent: at the site of the last of them as soon as it is free there; without any, at home when its shift begins */
                        standing?: {
                            /** @description the caller's own name for the thing, unique among its like */
                            place: string;
                            /** @description whole seconds from `start`, or an instant */
                            from: number | string;
                        };
                    };
                    /** @description when it happened; absent: now */
                    at?: number | string;
                } | {
                    /** @constant */
                    type: "plant-stop";
                    /** @description the caller's own name for the thing, unique among its like */
                    plant: string;
                    /** @description when it happened; absent: now */
                    at?: number | string;
                    /** @description absent: until the end of the shift */
                    until?: number | string;
                })[];
                /**
                 * @description what is known from the field; what is absent went as planned
                 * @default {}
                 */
                facts?: {
                    /** @default [] */
                    loads?: {
                        /** @description order/number, numbered by start of unloading */
                        load: string;
                        /** @description whether its loading has begun; absent: as planned */
                        started?: boolean;
                        /** @description when it did begin */
                        loadStart?: number | string;
                        /** @description when unloading did or will begin */
                        unloadStart?: number | string;
                        /** @description when it did or will end */
                        unloadEnd?: number | string;
                        /** @description age of the concrete on board counts from here; absent: start of loading */
                        mixedAt?: number | string;
                    }[];
                    /** @default [] */
                    trucks?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        truck: string;
                        /** @description where it is, or will be free */
                        place: string;
                        /** @description free there from then on; absent: now */
                        from?: number | string;
                    }[];
                };
                /** @default {} */
                prices?: {
                    /** @description of one point, in units of the objective of the shift; absent: what a load of the plan costs on average, or a fiftieth of what it costs not to deliver it */
                    unit?: number;
                    /**
                     * @description points: a load goes to another truck
                     * @default 1
                     */
                    truck?: number;
                    /**
                     * @description it is loaded at another plant
                     * @default 0.5
                     */
                    plant?: number;
                    /**
                     * @description its unloading moves by more than `movedMinutes`
                     * @default 0.5
                     */
                    moved?: number;
                    /**
                     * @description another volume
                     * @default 0.5
                     */
                    volume?: number;
                    /**
                     * @description a load more for an order that has loads in the plan that runs
                     * @default 0.5
                     */
                    added?: number;
                    /**
                     * @description a load of the plan is not carried out
                     * @default 5
                     */
                    dropped?: number;
                    /**
                     * @description first unloading of an order moves by more than `promiseMinutes`
                     * @default 2
                     */
                    promise?: number;
                    /**
                     * @description per minute by which a load is later than in the plan that runs
                     * @default 0.02
                     */
                    lateMinute?: number;
                };
                /**
                 * @description a load that moves by no more has not moved
                 * @default 5
                 */
                movedMinutes?: number;
                /**
                 * @description a client is told of greater moves
                 * @default 15
                 */
                promiseMinutes?: number;
                /** @default {} */
                zone?: {
                    /**
                     * @description loads so soon after an event may change at first
                     * @default 120
                     */
                    rippleMinutes?: number;
                    /**
                     * @description then those so soon, and then all
                     * @default 180
                     */
                    perimeterMinutes?: number;
                    /**
                     * @description events so close in time
                     * @default 30
                     */
                    clusterMinutes?: number;
                    /**
                     * @description and in place are treated as one
                     * @default 5
                     */
                    clusterKm?: number;
                };
                /**
                 * @description which to look for
                 * @default [
                 *       "fewest-changes",
                 *       "least-lateness",
                 *       "least-cost",
                 *       "hired-truck"
                 *     ]
                 */
                options?: ("fewest-changes" | "least-lateness" | "least-cost" | "hired-truck")[];
                /** @description trucks that could be hired; absent: one like the greatest of the fleet, from the first plant, in half an hour */
                hired?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    capacityM3: number;
                    /** @description place where its shift begins */
                    home: string;
                    /** @description place where it ends; absent: its home; null: wherever it is then */
                    end?: string | null;
                    /** @description leaves its home and is back; absent: the shift of the problem */
                    shift?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                    };
                    /**
                     * @description beyond the end of its shift, at `overtimePerMinute`
                     * @default 0
                     */
                    overtimeMinutes?: number;
                    /** @default 1 */
                    overtimePerMinute?: number;
                    /** @description no unloading starts later */
                    lastUnloading?: number | string;
                    /**
                     * @description begun in [from, to], with an empty drum; all of them are taken
                     * @default []
                     */
                    breaks?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description latest start */
                        to: number | string;
                        minutes: number;
                    }[];
                    /** @default 2.5 */
                    unloadMinutesPerM3?: number;
                    /** @default 0 */
                    unloadFixedMinutes?: number;
                    /**
                     * @description after each unloading, before it leaves the site
                     * @default 0
                     */
                    washMinutes?: number;
                    /** @default 0 */
                    costPerUse?: number;
                    /**
                     * @description the best trucks keep time for orders with `vip`
                     * @default 1
                     */
                    fitness?: number;
                    /**
                     * @description false: not to be used
                     * @default true
                     */
                    working?: boolean;
                    /** @default [] */
                    equipment?: string[];
                    /** @description where its next leg begins, and not before when, once its fixed loads are done; absent: at the site of the last of them as soon as it is free there; without any, at home when its shift begins */
                    standing?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        place: string;
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                    };
                }[];
                /**
                 * @description from a truck that is stuck into another
                 * @default 10
                 */
                transferMinutes?: number;
                /**
                 * @description for the predictions only
                 * @default {}
                 */
                conditions?: {
                    /** @default 0 */
                    weather?: number;
                    /** @default 0 */
                    traffic?: number;
                };
                /**
                 * @description outcomes of past repairs, oldest first; the service adds those it keeps
                 * @default []
                 */
                history?: {
                    /** @enum {string} */
                    option: "fewest-changes" | "least-lateness" | "least-cost" | "hired-truck";
                    features: {
                        affectedLoads: number;
                        /** @description of the orders affected: normal 1, high 2, critical 4 */
                        meanPriority: number;
                        /** @description m3 affected, times priority */
                        riskM3: number;
                        /** @description from now to the last load that changes */
                        horizonMinutes: number;
                        trucksAvailable: number;
                        /** @description from plant to site, of the loads affected */
                        meanKm: number;
                        fill: number;
                        /** @description mean, of the loads that change */
                        lifetimeSlackMinutes: number;
                        /** @description 1: easy sites, 10: the most difficult */
                        logistics: number;
                        /** @description 0: fair */
                        weather: number;
                        /** @description 0: free roads */
                        traffic: number;
                        /** @description share of past repairs of this sort that went well; 0.5 where there are none */
                        reliability: number;
                    };
                    /** @description carried out as planned, nothing further broke */
                    success: boolean;
                    /** @description until the shift ran as planned again */
                    recoveryMinutes: number;
                    /** @description money lost */
                    loss: number;
                    /** @description of the schedule afterwards, as people saw it */
                    quality: number;
                }[];
            } | {
                /** @constant */
                mode: "melt";
                /** @description the problem that the plan was made for, with a calendar */
                problem: {
                    /**
                     * @description how heats are spoken of: a heat-treatment batch is a heat whose grade is its regime
                     * @default melt
                     * @enum {string}
                     */
                    process?: "melt" | "heat-treatment";
                    /**
                     * @default kg
                     * @enum {string}
                     */
                    massUnit?: "kg" | "g";
                    /** @description poured masses (piece mass / yield) are rounded up to a multiple of it; default one gram */
                    massStep?: number;
                    /**
                     * @description capacity dimensions beside mass, e.g. positions or floor area
                     * @default []
                     */
                    dimensions?: string[];
                    lines: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description name or drawing number, for people */
                        casting?: string;
                        /** @description mass of one finished piece in `massUnit`, to the gram */
                        pieceMass: number;
                        /** @description pieces */
                        quantity: number;
                        /** @description the caller's own name for the thing, unique among its like */
                        grade: string;
                        /**
                         * @description 0: must be poured; 1, 2, ...: optional filler, earlier first
                         * @default 0
                         */
                        period?: number;
                        /**
                         * @description worth of a kilogram of this line where not everything can be poured
                         * @default 1
                         */
                        priority?: number;
                        /** @description worth of a piece of period 0 where not everything can be poured, in place of mass x priority */
                        penaltyPerPiece?: number;
                        /** @description furnaces that may pour it; absent: all that melt its grade */
                        furnaces?: string[];
                        /**
                         * @description finished mass / poured mass: gates and risers count against the furnace
                         * @default 1
                         */
                        yield?: number;
                        /**
                         * @description what a piece takes of each further dimension, e.g. positions
                         * @default {}
                         */
                        sizes?: {
                            [key: string]: number;
                        };
                    }[];
                    furnaces: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /**
                         * @description least mass of a heat; 0 for heat treatment
                         * @default 0
                         */
                        leastMass?: number;
                        /** @description mass in `massUnit`, to the gram */
                        greatestMass: number;
                        /** @description in the whole period; absent: what the calendar admits */
                        mostHeats?: number;
                        /** @description grades it melts; absent: all */
                        grades?: string[];
                        /**
                         * @description capacity of each further dimension
                         * @default {}
                         */
                        capacities?: {
                            [key: string]: number;
                        };
                        /**
                         * @description draw while a heat is on
                         * @default 0
                         */
                        powerKw?: number;
                        /** @description charge to tap; needed for the spread over shifts */
                        heatMinutes?: number;
                        /**
                         * @description energy of a heat
                         * @default 0
                         */
                        heatKwh?: number;
                        /**
                         * @description extra energy of the first heat of a day
                         * @default 0
                         */
                        coldStartKwh?: number;
                        /** @description cost of a heat for objective `cheapest-heats`, default 1 */
                        heatCost?: number;
                    }[];
                    grades: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description cap for a rare grade */
                        mostHeats?: number;
                    }[];
                    /** @default [] */
                    powerGroups?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        furnaces: string[];
                        /** @description summed draw at every moment */
                        limitKw?: number;
                        /** @description furnaces of the group at work at the same moment */
                        mostAtOnce?: number;
                    }[];
                    calendar?: {
                        /**
                         * @description IANA time zone of the site
                         * @default UTC
                         */
                        timeZone?: string;
                        /**
                         * @description shifts of every day that names none of its own
                         * @default []
                         */
                        shifts?: {
                            /** @description the caller's own name for the thing, unique among its like */
                            id: string;
                            /** @description time of day HH:MM, local to the site */
                            start: string;
                            /** @description not after `start`: on the next day; the shift belongs to the day it begins */
                            end: string;
                            /** @description furnaces at work; absent: all */
                            furnaces?: string[];
                        }[];
                        days: {
                            /**
                             * Format: date
                             * @description calendar day YYYY-MM-DD, local to the site
                             */
                            date: string;
                            shifts?: {
                                /** @description the caller's own name for the thing, unique among its like */
                                id: string;
                                /** @description time of day HH:MM, local to the site */
                                start: string;
                                /** @description not after `start`: on the next day; the shift belongs to the day it begins */
                                end: string;
                                /** @description furnaces at work; absent: all */
                                furnaces?: string[];
                            }[];
                        }[];
                    };
                    /**
                     * @description most-mass: pour the most (weighted by priority) within the caps, whether or not all can be poured
                     * @default fewest-heats
                     * @enum {string}
                     */
                    objective?: "fewest-heats" | "cheapest-heats" | "most-mass";
                    /**
                     * @description later periods: not at all; into heats that are needed anyway; into every heat available
                     * @default top-up
                     * @enum {string}
                     */
                    fill?: "none" | "top-up" | "all-heats";
                    /**
                     * @description where period 0 cannot be poured in full: plan the most mass, or only say so
                     * @default most-mass
                     * @enum {string}
                     */
                    whenImpossible?: "most-mass" | "report";
                    /** @description place the heats in days and shifts; default: packed where a calendar is given */
                    spread?: false | {
                        /**
                         * @description packed: fewest furnace days, so fewest cold starts; even: like load on every day
                         * @default packed
                         * @enum {string}
                         */
                        preference?: "packed" | "even";
                    };
                    /** @description heats already composed: only the spread is asked for */
                    givenHeats?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        furnace: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        grade: string;
                        contents: {
                            /** @description the caller's own name for the thing, unique among its like */
                            line: string;
                            pieces: number;
                        }[];
                    }[];
                    /**
                     * @description pairs of lines of one grade whose pieces must not share a heat
                     * @default []
                     */
                    incompatibleLines?: [
                        string,
                        string
                    ][];
                    /**
                     * @description heats poured or charged already
                     * @default []
                     */
                    fixedHeats?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        furnace: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        grade: string;
                        contents: {
                            /** @description the caller's own name for the thing, unique among its like */
                            line: string;
                            pieces: number;
                        }[];
                        /** @description the caller's own name for the thing, unique among its like */
                        id?: string;
                        /**
                         * Format: date
                         * @description day it counts for; a fixed heat with a day and no start is its first of that day
                         */
                        day?: string;
                        /** @description given back as it is */
                        shift?: string;
                        /**
                         * Format: date-time
                         * @description with `end` and `day`: the other heats are placed around it
                         */
                        start?: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        end?: string;
                    }[];
                    /** @description heats of the plan before: of plans with the same value of the first stage the one that keeps the most */
                    previousHeats?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        furnace: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        grade: string;
                        contents: {
                            /** @description the caller's own name for the thing, unique among its like */
                            line: string;
                            pieces: number;
                        }[];
                        /** @description the plan gives it to the heat again where it is kept */
                        id?: string;
                    }[];
                    /**
                     * @description among plans with the same value of the first stage: even: like shares of the furnaces’ `mostHeats`; packed: as few furnaces in use as can be
                     * @default any
                     * @enum {string}
                     */
                    furnaceLoad?: "any" | "even" | "packed";
                    /**
                     * @description give proofs of the bounds with the plan, to be checked by others; they may be long
                     * @default false
                     */
                    certificate?: boolean;
                };
                /** @description the plan that runs */
                heats: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    furnace: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    grade: string;
                    contents: {
                        /** @description the caller's own name for the thing, unique among its like */
                        line: string;
                        pieces: number;
                    }[];
                    /**
                     * Format: date
                     * @description calendar day YYYY-MM-DD, local to the site
                     */
                    day?: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    shift?: string;
                    /**
                     * Format: date-time
                     * @description absent only where it is fixed without times
                     */
                    start?: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    end?: string;
                    /** @description as in the plan: one of `fixedHeats` */
                    fixed?: boolean;
                }[];
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                now: string;
                /**
                 * @description none, and no facts: the plan comes back as it is
                 * @default []
                 */
                events?: ({
                    /** @constant */
                    type: "furnace-down";
                    /** @description the caller's own name for the thing, unique among its like */
                    furnace: string;
                    /**
                     * Format: date-time
                     * @description absent: now
                     */
                    from?: string;
                    /**
                     * Format: date-time
                     * @description absent: to the end of the calendar
                     */
                    until?: string;
                    /**
                     * @description the heat that is on then: its pieces are to be poured again, or it is tapped all the same
                     * @default lost
                     * @enum {string}
                     */
                    running?: "lost" | "kept";
                } | {
                    /** @constant */
                    type: "heat-lost";
                    /** @description the caller's own name for the thing, unique among its like */
                    heat: string;
                } | {
                    /** @constant */
                    type: "power-cut";
                    /** @description the caller's own name for the thing, unique among its like */
                    group: string;
                    /** @description what is left of the limit of the power group, 0.5: half of it */
                    factor: number;
                    /**
                     * Format: date-time
                     * @description absent: now
                     */
                    from?: string;
                    /**
                     * Format: date-time
                     * @description absent: to the end of the calendar
                     */
                    until?: string;
                } | {
                    /** @constant */
                    type: "order-changed";
                    /** @description the caller's own name for the thing, unique among its like */
                    line: string;
                    to: {
                        /** @description pieces */
                        quantity?: number;
                        period?: number;
                        priority?: number;
                    };
                } | {
                    /** @constant */
                    type: "order-cancelled";
                    /** @description the caller's own name for the thing, unique among its like */
                    line: string;
                } | {
                    /** @constant */
                    type: "order-added";
                    line: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description name or drawing number, for people */
                        casting?: string;
                        /** @description mass of one finished piece in `massUnit`, to the gram */
                        pieceMass: number;
                        /** @description pieces */
                        quantity: number;
                        /** @description the caller's own name for the thing, unique among its like */
                        grade: string;
                        /**
                         * @description 0: must be poured; 1, 2, ...: optional filler, earlier first
                         * @default 0
                         */
                        period?: number;
                        /**
                         * @description worth of a kilogram of this line where not everything can be poured
                         * @default 1
                         */
                        priority?: number;
                        /** @description worth of a piece of period 0 where not everything can be poured, in place of mass x priority */
                        penaltyPerPiece?: number;
                        /** @description furnaces that may pour it; absent: all that melt its grade */
                        furnaces?: string[];
                        /**
                         * @description finished mass / poured mass: gates and risers count against the furnace
                         * @default 1
                         */
                        yield?: number;
                        /**
                         * @description what a piece takes of each further dimension, e.g. positions
                         * @default {}
                         */
                        sizes?: {
                            [key: string]: number;
                        };
                    };
                })[];
                /**
                 * @description what is known from the furnaces; what is absent went as planned
                 * @default {}
                 */
                facts?: {
                    /** @default [] */
                    heats?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        heat: string;
                        /** @description absent: as planned */
                        started?: boolean;
                        /**
                         * Format: date-time
                         * @description when it did start
                         */
                        start?: string;
                        /**
                         * Format: date-time
                         * @description when it did or will end
                         */
                        end?: string;
                    }[];
                };
                /** @default {} */
                prices?: {
                    /** @description of one point, in units of the cost of heats; absent: what a heat of the plan costs on average */
                    unit?: number;
                    /** @description of a `massUnit` of period 0 left out, weighed; absent: ten times what one costs in the plan on average */
                    left?: number;
                    /**
                     * @description points: a heat goes to another furnace
                     * @default 1
                     */
                    furnace?: number;
                    /**
                     * @description it holds something else
                     * @default 1
                     */
                    contents?: number;
                    /**
                     * @description it starts on another day
                     * @default 1
                     */
                    day?: number;
                    /**
                     * @description on the same day, but more than `movedMinutes` off
                     * @default 0.5
                     */
                    moved?: number;
                    /**
                     * @description a heat of the plan is not poured
                     * @default 1
                     */
                    dropped?: number;
                    /**
                     * @description a heat more
                     * @default 0.5
                     */
                    added?: number;
                    /**
                     * @description a line is finished later by more than `promiseMinutes`
                     * @default 0.5
                     */
                    promise?: number;
                };
                /**
                 * @description a heat that moves by no more has not moved
                 * @default 15
                 */
                movedMinutes?: number;
                /**
                 * @description who waits for a line is told of later ends than that
                 * @default 60
                 */
                promiseMinutes?: number;
                /**
                 * @description which to look for
                 * @default [
                 *       "fewest-changes",
                 *       "least-lateness",
                 *       "least-cost"
                 *     ]
                 */
                options?: ("fewest-changes" | "least-lateness" | "least-cost")[];
            } | {
                /** @constant */
                mode: "techcard";
                /** @description the problem that the plan was made for */
                problem: {
                    /**
                     * @description run it by a rule; search the best plan; quantities by week only
                     * @default optimize
                     * @enum {string}
                     */
                    mode?: "simulate" | "optimize" | "volume";
                    /**
                     * Format: date-time
                     * @description second 0
                     * @default 1970-01-01T00:00:00Z
                     */
                    start?: string;
                    /** @default [] */
                    calendars?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /**
                         * @description IANA time zone of the shifts, e.g. Europe/Berlin
                         * @default UTC
                         */
                        timeZone?: string;
                        dayTypes: {
                            /** @description the caller's own name for the thing, unique among its like */
                            id: string;
                            /** @description in any order, without overlap; they may touch; none: a day off */
                            shifts: {
                                /** @description name of the shift for people; several shifts may share it */
                                id?: string;
                                /** @description wall clock, in seconds from the midnight that begins the day; above 86400: on the next */
                                from: number;
                                /** @description likewise, after `from`, at most a day after it; the shift is [from, to) */
                                to: number;
                            }[];
                        }[];
                        /** @description the day type of each weekday */
                        week: {
                            /** @description the caller's own name for the thing, unique among its like */
                            monday: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            tuesday: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            wednesday: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            thursday: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            friday: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            saturday: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            sunday: string;
                        };
                        /**
                         * @description at most one for a date
                         * @default []
                         */
                        exceptions?: {
                            /**
                             * Format: date
                             * @description calendar day YYYY-MM-DD of the zone, 1900-01-01 to 2199-12-31
                             */
                            date: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            dayType: string;
                        }[];
                    }[];
                    /** @default [] */
                    resources?: ({
                        /** @constant */
                        type: "pool";
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /**
                         * @description site it belongs to, for the volume-calendar plan
                         * @default main
                         */
                        site?: string;
                        /**
                         * @description it works where all of them are open; none: always
                         * @default []
                         */
                        calendars?: string[];
                        capacity: number;
                    } | {
                        /** @constant */
                        type: "workers";
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /**
                         * @description site it belongs to, for the volume-calendar plan
                         * @default main
                         */
                        site?: string;
                        /**
                         * @description it works where all of them are open; none: always
                         * @default []
                         */
                        calendars?: string[];
                        workers: {
                            /** @description the caller's own name for the thing, unique among its like */
                            id: string;
                            /** @default [] */
                            skills?: string[];
                            /**
                             * @description beside those of the pool: the worker's own shifts
                             * @default []
                             */
                            calendars?: string[];
                        }[];
                    } | {
                        /** @constant */
                        type: "machine";
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /**
                         * @description site it belongs to, for the volume-calendar plan
                         * @default main
                         */
                        site?: string;
                        /**
                         * @description it works where all of them are open; none: always
                         * @default []
                         */
                        calendars?: string[];
                        /** @description time to go from one state to another, between two operations; the resource is busy and its calendar open */
                        setups?: {
                            /** @description state before the first operation; absent: none, so no set-up time for the first */
                            initial?: string;
                            /** @default [] */
                            times?: {
                                /** @description the caller's own name for the thing, unique among its like */
                                from: string;
                                /** @description the caller's own name for the thing, unique among its like */
                                to: string;
                                seconds: number;
                            }[];
                            /**
                             * @description between two different states that `times` does not list
                             * @default 0
                             */
                            otherwise?: number;
                        };
                        /** @description warm-up and cool-down; they need no open calendar: an oven heats before the shift */
                        heating?: {
                            /**
                             * @description from cold to the first operation
                             * @default 0
                             */
                            warmUpSeconds?: number;
                            /**
                             * @description after the last operation before it stands cold
                             * @default 0
                             */
                            coolDownSeconds?: number;
                            /** @description idle time after which it is cooled down and must be warmed up again; absent: it is kept warm */
                            keepWarmSeconds?: number;
                            /** @default false */
                            warmAtStart?: boolean;
                        };
                    } | {
                        /** @constant */
                        type: "batch-oven";
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /**
                         * @description site it belongs to, for the volume-calendar plan
                         * @default main
                         */
                        site?: string;
                        /**
                         * @description it works where all of them are open; none: always
                         * @default []
                         */
                        calendars?: string[];
                        /** @description sum of the amounts of the operations of a batch */
                        capacity: number;
                        /** @description time to go from one state to another, between two operations; the resource is busy and its calendar open */
                        setups?: {
                            /** @description state before the first operation; absent: none, so no set-up time for the first */
                            initial?: string;
                            /** @default [] */
                            times?: {
                                /** @description the caller's own name for the thing, unique among its like */
                                from: string;
                                /** @description the caller's own name for the thing, unique among its like */
                                to: string;
                                seconds: number;
                            }[];
                            /**
                             * @description between two different states that `times` does not list
                             * @default 0
                             */
                            otherwise?: number;
                        };
                        /** @description warm-up and cool-down; they need no open calendar: an oven heats before the shift */
                        heating?: {
                            /**
                             * @description from cold to the first operation
                             * @default 0
                             */
                            warmUpSeconds?: number;
                            /**
                             * @description after the last operation before it stands cold
                             * @default 0
                             */
                            coolDownSeconds?: number;
                            /** @description idle time after which it is cooled down and must be warmed up again; absent: it is kept warm */
                            keepWarmSeconds?: number;
                            /** @default false */
                            warmAtStart?: boolean;
                        };
                    } | {
                        /** @constant */
                        type: "conveyor-oven";
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /**
                         * @description site it belongs to, for the volume-calendar plan
                         * @default main
                         */
                        site?: string;
                        /**
                         * @description it works where all of them are open; none: always
                         * @default []
                         */
                        calendars?: string[];
                        /** @description sum of the amounts on the belt at any moment */
                        capacity: number;
                        /**
                         * @description least time between two entries
                         * @default 0
                         */
                        entrySeconds?: number;
                        /** @description time to go from one state to another, between two operations; the resource is busy and its calendar open */
                        setups?: {
                            /** @description state before the first operation; absent: none, so no set-up time for the first */
                            initial?: string;
                            /** @default [] */
                            times?: {
                                /** @description the caller's own name for the thing, unique among its like */
                                from: string;
                                /** @description the caller's own name for the thing, unique among its like */
                                to: string;
                                seconds: number;
                            }[];
                            /**
                             * @description between two different states that `times` does not list
                             * @default 0
                             */
                            otherwise?: number;
                        };
                        /** @description warm-up and cool-down; they need no open calendar: an oven heats before the shift */
                        heating?: {
                            /**
                             * @description from cold to the first operation
                             * @default 0
                             */
                            warmUpSeconds?: number;
                            /**
                             * @description after the last operation before it stands cold
                             * @default 0
                             */
                            coolDownSeconds?: number;
                            /** @description idle time after which it is cooled down and must be warmed up again; absent: it is kept warm */
                            keepWarmSeconds?: number;
                            /** @default false */
                            warmAtStart?: boolean;
                        };
                    } | {
                        /** @constant */
                        type: "reservoir";
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /**
                         * @description site it belongs to, for the volume-calendar plan
                         * @default main
                         */
                        site?: string;
                        /**
                         * @description it works where all of them are open; none: always
                         * @default []
                         */
                        calendars?: string[];
                        /** @description absent: no upper limit */
                        capacity?: number;
                        /** @default 0 */
                        initial?: number;
                        /** @default [] */
                        supplies?: {
                            /** @description whole seconds from `start`, or an instant */
                            at: number | string;
                            amount: number;
                        }[];
                    } | {
                        /** @constant */
                        type: "paced-line";
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /**
                         * @description site it belongs to, for the volume-calendar plan
                         * @default main
                         */
                        site?: string;
                        /**
                         * @description it works where all of them are open; none: always
                         * @default []
                         */
                        calendars?: string[];
                        lines: number;
                        stations: number;
                        /**
                         * @description whether a takt may begin without a new piece while some are to come
                         * @default true
                         */
                        emptyTakts?: boolean;
                    })[];
                    cards: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description type of product, with serial numbers of its own; absent: the id of the card */
                        product?: string;
                        /** @description most workers at one piece at the same time */
                        workerLimit?: number;
                        operations: {
                            /** @description the caller's own name for the thing, unique among its like */
                            id: string;
                            /** @description for people */
                            name?: string;
                            /** @description ways to do it: other machines, more workers */
                            modes: {
                                /** @description the caller's own name for the thing, unique among its like */
                                id?: string;
                                durationSeconds: number;
                                /** @default [] */
                                demands?: {
                                    /** @description the caller's own name for the thing, unique among its like */
                                    resource: string;
                                    /**
                                     * @description units of a pool, workers, places in an oven; of a reservoir: taken at the start
                                     * @default 1
                                     */
                                    amount?: number;
                                    /**
                                     * @description reservoir only: added at the end
                                     * @default 0
                                     */
                                    adds?: number;
                                    /** @description workers only: skill that each of them must have */
                                    skill?: string;
                                    /** @description machine and ovens: state (regime, tool, colour) that the operation needs */
                                    state?: string;
                                    /** @description paced line only: station, from 0 */
                                    station?: number;
                                }[];
                            }[];
                            /** @default [] */
                            after?: {
                                /** @description the caller's own name for the thing, unique among its like */
                                operation: string;
                                /**
                                 * @description which moment of the other operation
                                 * @default end
                                 * @enum {string}
                                 */
                                from?: "start" | "end";
                                /**
                                 * @description which moment of this one
                                 * @default start
                                 * @enum {string}
                                 */
                                to?: "start" | "end";
                                /** @default 0 */
                                leastSeconds?: number;
                                greatestSeconds?: number;
                            }[];
                            /**
                             * @description may pause while its resources are closed, holding them
                             * @default false
                             */
                            pausable?: boolean;
                            /**
                             * @description workers it takes of the card's `workerLimit`
                             * @default 1
                             */
                            workers?: number;
                        }[];
                    }[];
                    orders: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        card: string;
                        /** @default 1 */
                        quantity?: number;
                        /**
                         * @description nothing of it starts before
                         * @default 0
                         */
                        release?: number | string;
                        /** @description what ends later is tardy */
                        due?: number | string;
                        /** @description nothing of it ends after */
                        deadline?: number | string;
                        /**
                         * @description weight of a second of tardiness of a piece
                         * @default 1
                         */
                        priority?: number;
                    }[];
                    /**
                     * @description weights of what is made small; all 0 is refused
                     * @default {
                     *       "makespan": 1,
                     *       "tardiness": 0,
                     *       "flowTime": 0,
                     *       "setupTime": 0
                     *     }
                     */
                    objective?: {
                        /**
                         * @description per second until the last end
                         * @default 0
                         */
                        makespan?: number;
                        /**
                         * @description per second, times the order's priority
                         * @default 0
                         */
                        tardiness?: number;
                        /**
                         * @description per second between release and end of each piece
                         * @default 0
                         */
                        flowTime?: number;
                        /**
                         * @description per second of set-up
                         * @default 0
                         */
                        setupTime?: number;
                    };
                    /**
                     * @description backward: the same objective, and everything as late as it allows, from the due dates
                     * @default forward
                     * @enum {string}
                     */
                    direction?: "forward" | "backward";
                    /**
                     * @description dispatching rule of `simulate`
                     * @default earliest-start
                     * @enum {string}
                     */
                    rule?: "first-permitted" | "earliest-start" | "shortest-first" | "longest-first" | "earliest-due" | "least-slack" | "most-work-left" | "highest-priority" | "longest-tail";
                    /**
                     * @description log of `simulate`
                     * @default {
                     *       "events": true,
                     *       "text": false
                     *     }
                     */
                    log?: {
                        /**
                         * @description what started, ended, waited and why
                         * @default true
                         */
                        events?: boolean;
                        /**
                         * @description as lines of text, one for each movement
                         * @default false
                         */
                        text?: boolean;
                    };
                    /** @description nothing starts before, save what is given */
                    now?: number | string;
                    /**
                     * @description facts and the frozen part of an earlier plan
                     * @default []
                     */
                    given?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        order: string;
                        /** @description number of the piece among those of its product, from 0 */
                        serial: number;
                        /** @description the caller's own name for the thing, unique among its like */
                        operation: string;
                        /**
                         * @description index of its mode
                         * @default 0
                         */
                        mode?: number;
                        /** @description whole seconds from `start`, or an instant */
                        start: number | string;
                        /** @description actual or expected end; absent: as long as the mode takes */
                        end?: number | string;
                        /** @description as in a plan; absent: chosen */
                        resources?: {
                            /** @description the caller's own name for the thing, unique among its like */
                            resource: string;
                            /** @description who does it */
                            workers?: string[];
                            /** @description of a paced line */
                            line?: number;
                            station?: number;
                            /** @description number of the takt of that line */
                            takt?: number;
                            /** @description number of the batch of that oven */
                            batch?: number;
                        }[];
                    }[];
                    /** @description a volume-calendar plan too: quantities by period, site and product against rough capacity */
                    volume?: {
                        /** @default 13 */
                        periods?: number;
                        /** @default 7 */
                        daysPerPeriod?: number;
                    };
                };
                /** @description the plan that runs, all of it */
                operations: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description as in the plan that runs */
                    serial: number;
                    /** @description the caller's own name for the thing, unique among its like */
                    operation: string;
                    /** @default 0 */
                    mode?: number;
                    start: (number | string) | {
                        seconds: number;
                    };
                    end: (number | string) | {
                        seconds: number;
                    };
                    /** @default [] */
                    resources?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        resource: string;
                        /** @description who does it */
                        workers?: string[];
                        /** @description of a paced line */
                        line?: number;
                        station?: number;
                        /** @description number of the takt of that line */
                        takt?: number;
                        /** @description number of the batch of that oven */
                        batch?: number;
                    }[];
                }[];
                /** @description whole seconds from `start`, or an instant */
                now: number | string;
                /**
                 * @description none, and no facts: the plan comes back as it is
                 * @default []
                 */
                events?: ({
                    /** @constant */
                    type: "operation-late";
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description as in the plan that runs */
                    serial: number;
                    /** @description the caller's own name for the thing, unique among its like */
                    operation: string;
                    /** @description later than planned; this or `end` */
                    seconds?: number;
                    /** @description when it will end */
                    end?: number | string;
                } | {
                    /** @constant */
                    type: "resource-down";
                    /** @description the caller's own name for the thing, unique among its like */
                    resource: string;
                    /** @description only this one of a pool of named workers */
                    worker?: string;
                    /** @description absent: now */
                    from?: number | string;
                    /** @description whole seconds from `start`, or an instant */
                    until: number | string;
                } | {
                    /** @constant */
                    type: "order-changed";
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    to: {
                        /** @description whole seconds from `start`, or an instant */
                        due?: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        deadline?: number | string;
                        quantity?: number;
                        priority?: number;
                    };
                } | {
                    /** @constant */
                    type: "order-cancelled";
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                } | {
                    /** @constant */
                    type: "order-added";
                    order: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        card: string;
                        /** @default 1 */
                        quantity?: number;
                        /**
                         * @description nothing of it starts before
                         * @default 0
                         */
                        release?: number | string;
                        /** @description what ends later is tardy */
                        due?: number | string;
                        /** @description nothing of it ends after */
                        deadline?: number | string;
                        /**
                         * @description weight of a second of tardiness of a piece
                         * @default 1
                         */
                        priority?: number;
                    };
                })[];
                /**
                 * @description what is known from the shop; what is absent went as planned
                 * @default {}
                 */
                facts?: {
                    /** @default [] */
                    operations?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        order: string;
                        /** @description as in the plan that runs */
                        serial: number;
                        /** @description the caller's own name for the thing, unique among its like */
                        operation: string;
                        /** @description absent: as planned */
                        started?: boolean;
                        /** @description when it did start */
                        start?: number | string;
                        /** @description when it did or will end */
                        end?: number | string;
                    }[];
                };
                /** @default {} */
                prices?: {
                    /** @description of one point, in weighted seconds; absent: objective of the plan / number of its operations */
                    unit?: number;
                    /**
                     * @description points: an operation is done in another mode
                     * @default 1
                     */
                    mode?: number;
                    /**
                     * @description in the same mode by other workers or on another line
                     * @default 0.5
                     */
                    resource?: number;
                    /**
                     * @description its start moves by more than `movedSeconds`
                     * @default 0.5
                     */
                    moved?: number;
                    /**
                     * @description an order ends later by more than `promiseSeconds`
                     * @default 2
                     */
                    promise?: number;
                };
                /**
                 * @description an operation that moves by no more has not moved
                 * @default 300
                 */
                movedSeconds?: number;
                /**
                 * @description a client is told of a later end than that
                 * @default 900
                 */
                promiseSeconds?: number;
                /**
                 * @description which to look for
                 * @default [
                 *       "fewest-changes",
                 *       "least-lateness",
                 *       "least-cost"
                 *     ]
                 */
                options?: ("fewest-changes" | "least-lateness" | "least-cost")[];
            } | {
                /** @constant */
                mode: "warning";
                shift: {
                    /** @constant */
                    mode: "plan";
                    /**
                     * Format: date-time
                     * @description second 0; its offset tells the clock of the site
                     * @default 1970-01-01T00:00:00Z
                     */
                    start?: string;
                    /**
                     * @description length of the shift
                     * @default 720
                     */
                    shiftMinutes?: number;
                    places: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        lat?: number;
                        lng?: number;
                        /** @description on a flat map, instead of lat and lng */
                        xKm?: number;
                        yKm?: number;
                    }[];
                    /**
                     * @description how long it takes from place to place
                     * @default {}
                     */
                    travel?: {
                        /**
                         * @description measured travel, as routing engines give it; a later block overrides an earlier one
                         * @default []
                         */
                        blocks?: {
                            from: string[];
                            to: string[];
                            /** @description a row for each of `from`, a column for each of `to`; null: there is no way */
                            seconds: (number | null)[][];
                            /** @description absent: from the time and `speedKmh` */
                            metres?: (number | null)[][];
                            /** @description cost of the leg; absent: `costPerKm` times its length */
                            cost?: (number | null)[][];
                        }[];
                        /**
                         * @description between places with coordinates only
                         * @default 40
                         */
                        speedKmh?: number;
                        /** @description longer legs go at `fastSpeedKmh` all the way */
                        fastFromKm?: number;
                        /** @default 60 */
                        fastSpeedKmh?: number;
                        /**
                         * @description road over straight line
                         * @default 1.3
                         */
                        detour?: number;
                        /** @default 0 */
                        costPerKm?: number;
                        /**
                         * @description travel under way in these hours takes so many times as long; a truck that leaves later never arrives earlier
                         * @default []
                         */
                        traffic?: {
                            /** @description whole seconds from `start`, or an instant */
                            from: number | string;
                            /** @description whole seconds from `start`, or an instant */
                            to: number | string;
                            factor: number;
                            /** @description only legs from or to these; absent: all */
                            places?: string[];
                        }[];
                    };
                    /** @default [] */
                    grades?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /**
                         * @description from the start of loading to the end of unloading
                         * @default 90
                         */
                        lifetimeMinutes?: number;
                    }[];
                    plants: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        place: string;
                        /**
                         * @description trucks loaded at the same time; null: any number
                         * @default 1
                         */
                        docks?: number | null;
                        /** @description first start and last end of loading; absent: always */
                        hours?: {
                            /** @description whole seconds from `start`, or an instant */
                            from: number | string;
                            /** @description whole seconds from `start`, or an instant */
                            to: number | string;
                        };
                        /** @default 3 */
                        loadMinutesPerM3?: number;
                        /** @default 0 */
                        loadFixedMinutes?: number;
                        /** @description absent: `parameters.smallLoadMinutes` */
                        leastLoadMinutes?: number;
                        /** @description from start to start on a dock; absent: a dock is free when its loading ends */
                        spacingMinutes?: number;
                        /**
                         * @description adjusting and papers, off the dock, before the truck drives off
                         * @default 0
                         */
                        afterLoadingMinutes?: number;
                        /** @description absent: all */
                        grades?: string[];
                    }[];
                    trucks: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        capacityM3: number;
                        /** @description place where its shift begins */
                        home: string;
                        /** @description place where it ends; absent: its home; null: wherever it is then */
                        end?: string | null;
                        /** @description leaves its home and is back; absent: the shift of the problem */
                        shift?: {
                            /** @description whole seconds from `start`, or an instant */
                            from: number | string;
                            /** @description whole seconds from `start`, or an instant */
                            to: number | string;
                        };
                        /**
                         * @description beyond the end of its shift, at `overtimePerMinute`
                         * @default 0
                         */
                        overtimeMinutes?: number;
                        /** @default 1 */
                        overtimePerMinute?: number;
                        /** @description no unloading starts later */
                        lastUnloading?: number | string;
                        /**
                         * @description begun in [from, to], with an empty drum; all of them are taken
                         * @default []
                         */
                        breaks?: {
                            /** @description whole seconds from `start`, or an instant */
                            from: number | string;
                            /** @description latest start */
                            to: number | string;
                            minutes: number;
                        }[];
                        /** @default 2.5 */
                        unloadMinutesPerM3?: number;
                        /** @default 0 */
                        unloadFixedMinutes?: number;
                        /**
                         * @description after each unloading, before it leaves the site
                         * @default 0
                         */
                        washMinutes?: number;
                        /** @default 0 */
                        costPerUse?: number;
                        /**
                         * @description the best trucks keep time for orders with `vip`
                         * @default 1
                         */
                        fitness?: number;
                        /**
                         * @description false: not to be used
                         * @default true
                         */
                        working?: boolean;
                        /** @default [] */
                        equipment?: string[];
                        /** @description where its next leg begins, and not before when, once its fixed loads are done; absent: at the site of the last of them as soon as it is free there; without any, at home when its shift begins */
                        standing?: {
                            /** @description the caller's own name for the thing, unique among its like */
                            place: string;
                            /** @description whole seconds from `start`, or an instant */
                            from: number | string;
                        };
                    }[];
                    orders: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        client?: string;
                        /**
                         * @default normal
                         * @enum {string}
                         */
                        priority?: "normal" | "high" | "critical";
                        /**
                         * @description may use the time that the best trucks keep
                         * @default false
                         */
                        vip?: boolean;
                        /** @description the caller's own name for the thing, unique among its like */
                        place: string;
                        volumeM3: number;
                        /** @description the caller's own name for the thing, unique among its like */
                        grade?: string;
                        /** @description when it may be unloaded; absent: at any time */
                        window?: {
                            /** @description whole seconds from `start`, or an instant */
                            from: number | string;
                            /** @description whole seconds from `start`, or an instant */
                            to: number | string;
                            /**
                             * @description false: at a price within `parameters.tolerances.windowMinutes`
                             * @default true
                             */
                            hard?: boolean;
                            /**
                             * @description outside, for windows that are not hard
                             * @default 10
                             */
                            pricePerMinute?: number;
                            /**
                             * @description what `to` is about
                             * @default unloading-end
                             * @enum {string}
                             */
                            ends?: "unloading-end" | "unloading-start";
                        };
                        /** @description wanted start of the first unloading; absent: the start of the window */
                        ideal?: number | string;
                        /** @description latest start of the first unloading */
                        latestFirst?: number | string;
                        /**
                         * @description poured without a break: gaps are limited
                         * @default false
                         */
                        continuous?: boolean;
                        /** @description between two unloadings; absent: 30 if continuous, else any */
                        greatestGapMinutes?: number;
                        /** @default 0 */
                        leastGapMinutes?: number;
                        /** @description a gap may be longer by `parameters.tolerances.gapMinutes`, at this price */
                        gapPricePerMinute?: number;
                        /**
                         * @default end-to-start
                         * @enum {string}
                         */
                        gapsCount?: "end-to-start" | "start-to-start";
                        /**
                         * @description of the site: its risk buffer
                         * @default 0
                         */
                        difficulty?: number;
                        /** @description absent: that of the grade, else 90 */
                        lifetimeMinutes?: number;
                        /** @description absent: that of the truck */
                        unloadMinutesPerM3?: number;
                        /** @default 0 */
                        unloadFixedMinutes?: number;
                        /**
                         * @description that a truck must have
                         * @default []
                         */
                        equipment?: string[];
                        /** @description absent: any */
                        trucks?: string[];
                        /** @description absent: any that makes the grade */
                        plants?: string[];
                        /**
                         * @description all its loads come from the same plant
                         * @default false
                         */
                        onePlant?: boolean;
                        /**
                         * @description may be served in part
                         * @default false
                         */
                        partial?: boolean;
                        /**
                         * @description every truck leaves full; what is too much is lost
                         * @default false
                         */
                        fullTrucks?: boolean;
                        /** @description penalty of what is not served; absent: 1000 per m3, twice that for high and four times for critical priority */
                        unserved?: {
                            /** @default 0 */
                            fixed?: number;
                            /** @default 0 */
                            perM3?: number;
                            /** @description of the whole order */
                            outsourcing?: number;
                        };
                        /** @description comes right after another order of the same place */
                        after?: {
                            /** @description the caller's own name for the thing, unique among its like */
                            order: string;
                            /** @default 0 */
                            leastMinutes?: number;
                            greatestMinutes?: number;
                        };
                    }[];
                    /** @default {} */
                    parameters?: {
                        /**
                         * @description score of a truck for a load, while the first plan is built
                         * @default {}
                         */
                        scoring?: {
                            /**
                             * @description W1: nearness to the ideal time
                             * @default 0.4
                             */
                            time?: number;
                            /**
                             * @description W2: short empty run
                             * @default 0.3
                             */
                            distance?: number;
                            /**
                             * @description W3: full truck
                             * @default 0.2
                             */
                            fill?: number;
                            /**
                             * @description W4: priority of the client
                             * @default 0.1
                             */
                            priority?: number;
                        };
                        /**
                         * @description difficulty of an order: the hardest are placed first
                         * @default {}
                         */
                        difficulty?: {
                            /** @default 0.4 */
                            priority?: number;
                            /** @default 0.3 */
                            urgency?: number;
                            /** @default 0.2 */
                            volume?: number;
                            /** @default 0.1 */
                            logistics?: number;
                            /**
                             * @description volume that counts as 1
                             * @default 10
                             */
                            standardVolumeM3?: number;
                        };
                        /**
                         * @description choice among the ways to split an order into loads
                         * @default {}
                         */
                        splitting?: {
                            /**
                             * @description per load
                             * @default 1
                             */
                            loads?: number;
                            /**
                             * @description per m3 of capacity that is left empty
                             * @default 0.1
                             */
                            unused?: number;
                            /**
                             * @description per minute of the longest interval between two loads
                             * @default 0.01
                             */
                            spacing?: number;
                            /**
                             * @description no smaller loads, unless the order is smaller
                             * @default 1
                             */
                            leastLoadM3?: number;
                        };
                        /** @default {} */
                        tolerances?: {
                            /**
                             * @description outside a priced window, at its price
                             * @default 15
                             */
                            windowMinutes?: number;
                            /**
                             * @description beyond the greatest gap of a pour, at a price
                             * @default 5
                             */
                            gapMinutes?: number;
                            /**
                             * @description kept in reserve of the lifetime of the concrete
                             * @default 10
                             */
                            lifetimeMinutes?: number;
                        };
                        /** @default {} */
                        buffers?: {
                            /**
                             * @description operating buffer: share of the travel to the site
                             * @default 0.1
                             */
                            travelShare?: number;
                            /**
                             * @description risk buffer of an easy site
                             * @default 5
                             */
                            riskLeastMinutes?: number;
                            /**
                             * @description risk buffer of the most difficult site
                             * @default 15
                             */
                            riskGreatestMinutes?: number;
                            /**
                             * @description share of both before unloading; the rest after it
                             * @default 0.5
                             */
                            beforeShare?: number;
                        };
                        /** @default {} */
                        reserve?: {
                            /**
                             * @description share of the best trucks' time kept for orders with `vip`
                             * @default 0.1
                             */
                            vipShare?: number;
                            /**
                             * @description share of the fleet, by fitness, that counts as best
                             * @default 0.25
                             */
                            bestTrucks?: number;
                            /** @default 1 */
                            costPerMinute?: number;
                        };
                        /**
                         * @description hours to be avoided if one can, by the clock of `start`
                         * @default {}
                         */
                        peaks?: {
                            /**
                             * @default [
                             *       {
                             *         "from": "08:00",
                             *         "to": "10:00"
                             *       },
                             *       {
                             *         "from": "17:00",
                             *         "to": "19:00"
                             *       }
                             *     ]
                             */
                            hours?: {
                                /** @description time of day HH:MM, local to the site */
                                from: string;
                                /** @description time of day HH:MM, local to the site */
                                to: string;
                            }[];
                            /**
                             * @description per unloading that starts in them
                             * @default 1
                             */
                            cost?: number;
                        };
                        /**
                         * @description least time of a loading
                         * @default 15
                         */
                        smallLoadMinutes?: number;
                        /**
                         * @description how many placements may be taken back to place one
                         * @default 3
                         */
                        backtracking?: number;
                        /**
                         * @description difference of utilisation that the plan metrics accept
                         * @default 0.2
                         */
                        balanceTolerance?: number;
                    };
                    /**
                     * @default {
                     *       "name": "shift"
                     *     }
                     */
                    objective?: {
                        /** @constant */
                        name: "shift";
                        /**
                         * @description alpha: per squared minute between ideal and planned start of unloading
                         * @default 0.01
                         */
                        deviation?: number;
                        /**
                         * @description beta: per km driven empty
                         * @default 1
                         */
                        emptyTravel?: number;
                        /**
                         * @description gamma: per squared empty share of a truck
                         * @default 10
                         */
                        fill?: number;
                        /**
                         * @description delta: per unit of penalty (unserved, off window, long gap, peak hour, overtime)
                         * @default 1
                         */
                        penalties?: number;
                        /**
                         * @description per truck and squared difference from the mean utilisation
                         * @default 20
                         */
                        balance?: number;
                    } | {
                        /** @constant */
                        name: "served-volume";
                    } | {
                        /** @constant */
                        name: "delivery-cost";
                    } | {
                        /** @constant */
                        name: "travel-and-delay";
                        /** @default 100000 */
                        undeliveredPerM3?: number;
                        /**
                         * @description first unloading of a site after its ideal time
                         * @default 1000
                         */
                        firstDelayPerMinute?: number;
                        /**
                         * @description shift of a driver shorter than `leastShiftMinutes`
                         * @default 30
                         */
                        underusePerMinute?: number;
                        /** @default 180 */
                        leastShiftMinutes?: number;
                        /**
                         * @description beyond `shift.to` of the truck
                         * @default 20
                         */
                        overtimePerMinute?: number;
                    };
                    /**
                     * @description loads that must stay, each with both times
                     * @default []
                     */
                    fixed?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        order: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        truck: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        plant: string;
                        /** @description from 0; absent: chosen */
                        dock?: number;
                        /** @description absent: as much as the truck takes of what is left */
                        volumeM3?: number;
                        /** @description whole seconds from `start`, or an instant */
                        loadStart?: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        unloadStart?: number | string;
                    }[];
                };
                /** @description the plan */
                loads: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    truck: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    plant: string;
                    dock: number;
                    volumeM3: number;
                    /** @description whole seconds from `start`, or an instant */
                    loadStart: number | string;
                    /** @description whole seconds from `start`, or an instant */
                    unloadStart: number | string;
                }[];
                /** @description only what has not started by then is simulated; absent: all of it */
                now?: number | string;
                /**
                 * @description times are log-normal with the planned time as their mean
                 * @default {}
                 */
                simulation?: {
                    /**
                     * @description shifts that are played through
                     * @default 1000
                     */
                    runs?: number;
                    /**
                     * @description of a leg: standard deviation over mean, each leg by itself
                     * @default 0.15
                     */
                    travelSpread?: number;
                    /**
                     * @description of all legs that begin in the same hour, together
                     * @default 0.1
                     */
                    trafficSpread?: number;
                    /** @default 0.1 */
                    loadingSpread?: number;
                    /** @default 0.3 */
                    unloadingSpread?: number;
                    /**
                     * @description of a truck on duty
                     * @default 0.001
                     */
                    breakdownsPerHour?: number;
                    /**
                     * @description of the breakdowns: out for the rest of the shift; the others are down
                     * @default 0.5
                     */
                    outShare?: number;
                    /** @default 120 */
                    downLeastMinutes?: number;
                    /** @default 240 */
                    downGreatestMinutes?: number;
                    /**
                     * @description docks, sites and pours go on without a truck that is later
                     * @default 60
                     */
                    patienceMinutes?: number;
                };
                /** @default {} */
                stress?: {
                    /**
                     * @description between two loads of a truck: less is back to back
                     * @default 5
                     */
                    bufferMinutes?: number;
                    /**
                     * @description until a window or latest start is missed: less is tight
                     * @default 15
                     */
                    windowMinutes?: number;
                    /**
                     * @description until a gap of a pour is too long: less is tight
                     * @default 10
                     */
                    gapMinutes?: number;
                    /**
                     * @description of a truck: from here on it is overloaded
                     * @default 0.9
                     */
                    utilisation?: number;
                    /**
                     * @description between the return of a truck and the end of its shift: less is overload
                     * @default 30
                     */
                    endMinutes?: number;
                    /**
                     * @description left of the lifetime: less is risky on a long haul
                     * @default 20
                     */
                    lifetimeMinutes?: number;
                    /**
                     * @description from plant to site, without traffic
                     * @default 30
                     */
                    longHaulMinutes?: number;
                    /**
                     * @description between two loadings on a dock: less is busy
                     * @default 2
                     */
                    dockMinutes?: number;
                    /**
                     * @description so many loadings in a row make a busy dock
                     * @default 4
                     */
                    dockLoads?: number;
                    /**
                     * @description so many trucks at one site at a time are too many
                     * @default 3
                     */
                    siteTrucks?: number;
                };
                /**
                 * @description what was measured on earlier days; few loads or hours count for little
                 * @default {}
                 */
                history?: {
                    /** @default [] */
                    trucks?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        truck: string;
                        hours: number;
                        breakdowns: number;
                    }[];
                    /**
                     * @description of sites: mean of unloading times over planned ones
                     * @default []
                     */
                    places?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        place: string;
                        loads: number;
                        ratio: number;
                    }[];
                    /**
                     * @description mean of loading times over planned ones
                     * @default []
                     */
                    plants?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        plant: string;
                        loads: number;
                        ratio: number;
                    }[];
                };
                /** @description trucks that could be hired; absent: one like the greatest of the fleet, from the first plant */
                hired?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    capacityM3: number;
                    /** @description place where its shift begins */
                    home: string;
                    /** @description place where it ends; absent: its home; null: wherever it is then */
                    end?: string | null;
                    /** @description leaves its home and is back; absent: the shift of the problem */
                    shift?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                    };
                    /**
                     * @description beyond the end of its shift, at `overtimePerMinute`
                     * @default 0
                     */
                    overtimeMinutes?: number;
                    /** @default 1 */
                    overtimePerMinute?: number;
                    /** @description no unloading starts later */
                    lastUnloading?: number | string;
                    /**
                     * @description begun in [from, to], with an empty drum; all of them are taken
                     * @default []
                     */
                    breaks?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description latest start */
                        to: number | string;
                        minutes: number;
                    }[];
                    /** @default 2.5 */
                    unloadMinutesPerM3?: number;
                    /** @default 0 */
                    unloadFixedMinutes?: number;
                    /**
                     * @description after each unloading, before it leaves the site
                     * @default 0
                     */
                    washMinutes?: number;
                    /** @default 0 */
                    costPerUse?: number;
                    /**
                     * @description the best trucks keep time for orders with `vip`
                     * @default 1
                     */
                    fitness?: number;
                    /**
                     * @description false: not to be used
                     * @default true
                     */
                    working?: boolean;
                    /** @default [] */
                    equipment?: string[];
                    /** @description where its next leg begins, and not before when, once its fixed loads are done; absent: at the site of the last of them as soon as it is free there; without any, at home when its shift begins */
                    standing?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        place: string;
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                    };
                }[];
                /**
                 * @description of each hired truck, beside what it costs in use
                 * @default 5000
                 */
                hirePrice?: number;
                /**
                 * @description no advice that costs more
                 * @default 10000
                 */
                mostCost?: number;
                /** @default 8 */
                mostAdvice?: number;
            };
            /** @description an earlier answer to go on from */
            warmStart?: {
                /**
                 * @description mode dispatch: of the recommended option
                 * @default []
                 */
                loads?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    truck: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    plant: string;
                    /** @description from 0; absent: chosen */
                    dock?: number;
                    /** @description absent: as much as the truck takes of what is left */
                    volumeM3?: number;
                    /** @description whole seconds from `start`, or an instant */
                    loadStart?: number | string;
                    /** @description whole seconds from `start`, or an instant */
                    unloadStart?: number | string;
                }[];
            };
            /**
             * @description what the solve may use
             * @default {
             *       "timeMs": 10000,
             *       "gap": 0,
             *       "seed": 1,
             *       "deterministic": false
             *     }
             */
            budget?: {
                /**
                 * @description wall time for solving, waiting not included
                 * @default 10000
                 */
                timeMs?: number;
                /**
                 * @description relative gap that is good enough
                 * @default 0
                 */
                gap?: number;
                /** @default 1 */
                seed?: number;
                /**
                 * @description end by iterations instead of time, so that the same request gives the same plan
                 * @default false
                 */
                deterministic?: boolean;
                /** @description search iterations, by kind */
                maxIterations?: number;
            };
            /** @description ovens that get their setpoints from the plan; needs scope equipment:write where keys are on */
            equipment?: {
                /** @description the caller's own name for the thing, unique among its like */
                site: string & (unknown & unknown);
                ovens: {
                    /** @description the caller's own name for the thing, unique among its like */
                    oven: string & (unknown & unknown);
                    /** @description furnace of the problem that this oven is; techcard: oven or machine with states */
                    furnace: string;
                    /**
                     * @description the caller's own name for the thing, unique among its like
                     * @default temperature
                     */
                    tag?: string;
                    /** @default degC */
                    unit?: string;
                    /** @description least setpoint that the oven takes */
                    min: number;
                    /** @description greatest setpoint that the oven takes */
                    max: number;
                    /** @description greatest change of setpoint per minute */
                    rampPerMin: number;
                    /**
                     * @description verified within this distance of the setpoint
                     * @default 5
                     */
                    tolerance?: number;
                    /** @description setpoint after the last heat; absent: keep the last one */
                    idle?: number;
                    /**
                     * @description each command waits for a person
                     * @default false
                     */
                    approval?: boolean;
                }[];
                setpoints: {
                    /** @description grade or regime; techcard: state */
                    grade: string;
                    /** @description target in the unit of the oven */
                    value: number;
                    /**
                     * @description time within tolerance before it is verified
                     * @default 10
                     */
                    dwellMinutes?: number;
                }[];
                /**
                 * @description a command that could not be given so long after its start is not given any more
                 * @default 30
                 */
                latestStartMinutes?: number;
                /** @description only heats that start so soon after the first one become commands; absent: all */
                horizonMinutes?: number;
                /** @description run the plan in other time, for simulated ovens */
                rehearsal?: {
                    /**
                     * Format: date-time
                     * @description wall time at which the first heat starts; absent: when the plan is kept
                     */
                    startAt?: string;
                    /** @description plan minutes per wall minute */
                    speed: number;
                };
            };
            /**
             * Format: date-time
             * @description the plan is of no use if its solving has not begun by then
             */
            notAfter?: string;
            /**
             * @description 9 first
             * @default 5
             */
            priority?: number;
            /**
             * @description kept and given back, at most 20
             * @default {}
             */
            tags?: {
                [key: string]: string;
            };
        };
        /** @description a part of the model of a plan kind, or a list of such parts */
        CatalogInput: ({
            /** @constant */
            kind: "techcard";
            /** @constant */
            part: "card";
            body: {
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /** @description type of product, with serial numbers of its own; absent: the id of the card */
                product?: string;
                /** @description most workers at one piece at the same time */
                workerLimit?: number;
                operations: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description for people */
                    name?: string;
                    /** @description ways to do it: other machines, more workers */
                    modes: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id?: string;
                        durationSeconds: number;
                        /** @default [] */
                        demands?: {
                            /** @description the caller's own name for the thing, unique among its like */
                            resource: string;
                            /**
                             * @description units of a pool, workers, places in an oven; of a reservoir: taken at the start
                             * @default 1
                             */
                            amount?: number;
                            /**
                             * @description reservoir only: added at the end
                             * @default 0
                             */
                            adds?: number;
                            /** @description workers only: skill that each of them must have */
                            skill?: string;
                            /** @description machine and ovens: state (regime, tool, colour) that the operation needs */
                            state?: string;
                            /** @description paced line only: station, from 0 */
                            station?: number;
                        }[];
                    }[];
                    /** @default [] */
                    after?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        operation: string;
                        /**
                         * @description which moment of the other operation
                         * @default end
                         * @enum {string}
                         */
                        from?: "start" | "end";
                        /**
                         * @description which moment of this one
                         * @default start
                         * @enum {string}
                         */
                        to?: "start" | "end";
                        /** @default 0 */
                        leastSeconds?: number;
                        greatestSeconds?: number;
                    }[];
                    /**
                     * @description may pause while its resources are closed, holding them
                     * @default false
                     */
                    pausable?: boolean;
                    /**
                     * @description workers it takes of the card's `workerLimit`
                     * @default 1
                     */
                    workers?: number;
                }[];
            };
        } | {
            /** @constant */
            kind: "techcard";
            /** @constant */
            part: "operation";
            body: {
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /** @description for people */
                name?: string;
                /** @description ways to do it: other machines, more workers */
                modes: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id?: string;
                    durationSeconds: number;
                    /** @default [] */
                    demands?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        resource: string;
                        /**
                         * @description units of a pool, workers, places in an oven; of a reservoir: taken at the start
                         * @default 1
                         */
                        amount?: number;
                        /**
                         * @description reservoir only: added at the end
                         * @default 0
                         */
                        adds?: number;
                        /** @description workers only: skill that each of them must have */
                        skill?: string;
                        /** @description machine and ovens: state (regime, tool, colour) that the operation needs */
                        state?: string;
                        /** @description paced line only: station, from 0 */
                        station?: number;
                    }[];
                }[];
                /** @default [] */
                after?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    operation: string;
                    /**
                     * @description which moment of the other operation
                     * @default end
                     * @enum {string}
                     */
                    from?: "start" | "end";
                    /**
                     * @description which moment of this one
                     * @default start
                     * @enum {string}
                     */
                    to?: "start" | "end";
                    /** @default 0 */
                    leastSeconds?: number;
                    greatestSeconds?: number;
                }[];
                /**
                 * @description may pause while its resources are closed, holding them
                 * @default false
                 */
                pausable?: boolean;
                /**
                 * @description workers it takes of the card's `workerLimit`
                 * @default 1
                 */
                workers?: number;
            };
        }) | ({
            /** @constant */
            kind: "techcard";
            /** @constant */
            part: "card";
            body: {
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /** @description type of product, with serial numbers of its own; absent: the id of the card */
                product?: string;
                /** @description most workers at one piece at the same time */
                workerLimit?: number;
                operations: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description for people */
                    name?: string;
                    /** @description ways to do it: other machines, more workers */
                    modes: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id?: string;
                        durationSeconds: number;
                        /** @default [] */
                        demands?: {
                            /** @description the caller's own name for the thing, unique among its like */
                            resource: string;
                            /**
                             * @description units of a pool, workers, places in an oven; of a reservoir: taken at the start
                             * @default 1
                             */
                            amount?: number;
                            /**
                             * @description reservoir only: added at the end
                             * @default 0
                             */
                            adds?: number;
                            /** @description workers only: skill that each of them must have */
                            skill?: string;
                            /** @description machine and ovens: state (regime, tool, colour) that the operation needs */
                            state?: string;
                            /** @description paced line only: station, from 0 */
                            station?: number;
                        }[];
                    }[];
                    /** @default [] */
                    after?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        operation: string;
                        /**
                         * @description which moment of the other operation
                         * @default end
                         * @enum {string}
                         */
                        from?: "start" | "end";
                        /**
                         * @description which moment of this one
                         * @default start
                         * @enum {string}
                         */
                        to?: "start" | "end";
                        /** @default 0 */
                        leastSeconds?: number;
                        greatestSeconds?: number;
                    }[];
                    /**
                     * @description may pause while its resources are closed, holding them
                     * @default false
                     */
                    pausable?: boolean;
                    /**
                     * @description workers it takes of the card's `workerLimit`
                     * @default 1
                     */
                    workers?: number;
                }[];
            }[];
        } | {
            /** @constant */
            kind: "techcard";
            /** @constant */
            part: "operation";
            body: {
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /** @description for people */
                name?: string;
                /** @description ways to do it: other machines, more workers */
                modes: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id?: string;
                    durationSeconds: number;
                    /** @default [] */
                    demands?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        resource: string;
                        /**
                         * @description units of a pool, workers, places in an oven; of a reservoir: taken at the start
                         * @default 1
                         */
                        amount?: number;
                        /**
                         * @description reservoir only: added at the end
                         * @default 0
                         */
                        adds?: number;
                        /** @description workers only: skill that each of them must have */
                        skill?: string;
                        /** @description machine and ovens: state (regime, tool, colour) that the operation needs */
                        state?: string;
                        /** @description paced line only: station, from 0 */
                        station?: number;
                    }[];
                }[];
                /** @default [] */
                after?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    operation: string;
                    /**
                     * @description which moment of the other operation
                     * @default end
                     * @enum {string}
                     */
                    from?: "start" | "end";
                    /**
                     * @description which moment of this one
                     * @default start
                     * @enum {string}
                     */
                    to?: "start" | "end";
                    /** @default 0 */
                    leastSeconds?: number;
                    greatestSeconds?: number;
                }[];
                /**
                 * @description may pause while its resources are closed, holding them
                 * @default false
                 */
                pausable?: boolean;
                /**
                 * @description workers it takes of the card's `workerLimit`
                 * @default 1
                 */
                workers?: number;
            }[];
        }) | ({
            /** @constant */
            kind: "melt";
            /** @constant */
            part: "furnace";
            body: {
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /**
                 * @description least mass of a heat; 0 for heat treatment
                 * @default 0
                 */
                leastMass?: number;
                /** @description mass in `massUnit`, to the gram */
                greatestMass: number;
                /** @description in the whole period; absent: what the calendar admits */
                mostHeats?: number;
                /** @description grades it melts; absent: all */
                grades?: string[];
                /**
                 * @description capacity of each further dimension
                 * @default {}
                 */
                capacities?: {
                    [key: string]: number;
                };
                /**
                 * @description draw while a heat is on
                 * @default 0
                 */
                powerKw?: number;
                /** @description charge to tap; needed for the spread over shifts */
                heatMinutes?: number;
                /**
                 * @description energy of a heat
                 * @default 0
                 */
                heatKwh?: number;
                /**
                 * @description extra energy of the first heat of a day
                 * @default 0
                 */
                coldStartKwh?: number;
                /** @description cost of a heat for objective `cheapest-heats`, default 1 */
                heatCost?: number;
            };
        } | {
            /** @constant */
            kind: "melt";
            /** @constant */
            part: "power-group";
            /** @description a cable that several furnaces share */
            body: {
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                furnaces: string[];
                /** @description summed draw at every moment */
                limitKw?: number;
                /** @description furnaces of the group at work at the same moment */
                mostAtOnce?: number;
            };
        } | {
            /** @constant */
            kind: "techcard";
            /** @constant */
            part: "resource";
            body: {
                /** @constant */
                type: "pool";
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /**
                 * @description site it belongs to, for the volume-calendar plan
                 * @default main
                 */
                site?: string;
                /**
                 * @description it works where all of them are open; none: always
                 * @default []
                 */
                calendars?: string[];
                capacity: number;
            } | {
                /** @constant */
                type: "workers";
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /**
                 * @description site it belongs to, for the volume-calendar plan
                 * @default main
                 */
                site?: string;
                /**
                 * @description it works where all of them are open; none: always
                 * @default []
                 */
                calendars?: string[];
                workers: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @default [] */
                    skills?: string[];
                    /**
                     * @description beside those of the pool: the worker's own shifts
                     * @default []
                     */
                    calendars?: string[];
                }[];
            } | {
                /** @constant */
                type: "machine";
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /**
                 * @description site it belongs to, for the volume-calendar plan
                 * @default main
                 */
                site?: string;
                /**
                 * @description it works where all of them are open; none: always
                 * @default []
                 */
                calendars?: string[];
                /** @description time to go from one state to another, between two operations; the resource is busy and its calendar open */
                setups?: {
                    /** @description state before the first operation; absent: none, so no set-up time for the first */
                    initial?: string;
                    /** @default [] */
                    times?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        from: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        to: string;
                        seconds: number;
                    }[];
                    /**
                     * @description between two different states that `times` does not list
                     * @default 0
                     */
                    otherwise?: number;
                };
                /** @description warm-up and cool-down; they need no open calendar: an oven heats before the shift */
                heating?: {
                    /**
                     * @description from cold to the first operation
                     * @default 0
                     */
                    warmUpSeconds?: number;
                    /**
                     * @description after the last operation before it stands cold
                     * @default 0
                     */
                    coolDownSeconds?: number;
                    /** @description idle time after which it is cooled down and must be warmed up again; absent: it is kept warm */
                    keepWarmSeconds?: number;
                    /** @default false */
                    warmAtStart?: boolean;
                };
            } | {
                /** @constant */
                type: "batch-oven";
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /**
                 * @description site it belongs to, for the volume-calendar plan
                 * @default main
                 */
                site?: string;
                /**
                 * @description it works where all of them are open; none: always
                 * @default []
                 */
                calendars?: string[];
                /** @description sum of the amounts of the operations of a batch */
                capacity: number;
                /** @description time to go from one state to another, between two operations; the resource is busy and its calendar open */
                setups?: {
                    /** @description state before the first operation; absent: none, so no set-up time for the first */
                    initial?: string;
                    /** @default [] */
                    times?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        from: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        to: string;
                        seconds: number;
                    }[];
                    /**
                     * @description between two different states that `times` does not list
                     * @default 0
                     */
                    otherwise?: number;
                };
                /** @description warm-up and cool-down; they need no open calendar: an oven heats before the shift */
                heating?: {
                    /**
                     * @description from cold to the first operation
                     * @default 0
                     */
                    warmUpSeconds?: number;
                    /**
                     * @description after the last operation before it stands cold
                     * @default 0
                     */
                    coolDownSeconds?: number;
                    /** @description idle time after which it is cooled down and must be warmed up again; absent: it is kept warm */
                    keepWarmSeconds?: number;
                    /** @default false */
                    warmAtStart?: boolean;
                };
            } | {
                /** @constant */
                type: "conveyor-oven";
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /**
                 * @description site it belongs to, for the volume-calendar plan
                 * @default main
                 */
                site?: string;
                /**
                 * @description it works where all of them are open; none: always
                 * @default []
                 */
                calendars?: string[];
                /** @description sum of the amounts on the belt at any moment */
                capacity: number;
                /**
                 * @description least time between two entries
                 * @default 0
                 */
                entrySeconds?: number;
                /** @description time to go from one state to another, between two operations; the resource is busy and its calendar open */
                setups?: {
                    /** @description state before the first operation; absent: none, so no set-up time for the first */
                    initial?: string;
                    /** @default [] */
                    times?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        from: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        to: string;
                        seconds: number;
                    }[];
                    /**
                     * @description between two different states that `times` does not list
                     * @default 0
                     */
                    otherwise?: number;
                };
                /** @description warm-up and cool-down; they need no open calendar: an oven heats before the shift */
                heating?: {
                    /**
                     * @description from cold to the first operation
                     * @default 0
                     */
                    warmUpSeconds?: number;
                    /**
                     * @description after the last operation before it stands cold
                     * @default 0
                     */
                    coolDownSeconds?: number;
                    /** @description idle time after which it is cooled down and must be warmed up again; absent: it is kept warm */
                    keepWarmSeconds?: number;
                    /** @default false */
                    warmAtStart?: boolean;
                };
            } | {
                /** @constant */
                type: "reservoir";
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /**
                 * @description site it belongs to, for the volume-calendar plan
                 * @default main
                 */
                site?: string;
                /**
                 * @description it works where all of them are open; none: always
                 * @default []
                 */
                calendars?: string[];
                /** @description absent: no upper limit */
                capacity?: number;
                /** @default 0 */
                initial?: number;
                /** @default [] */
                supplies?: {
                    /** @description whole seconds from `start`, or an instant */
                    at: number | string;
                    amount: number;
                }[];
            } | {
                /** @constant */
                type: "paced-line";
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /**
                 * @description site it belongs to, for the volume-calendar plan
                 * @default main
                 */
                site?: string;
                /**
                 * @description it works where all of them are open; none: always
                 * @default []
                 */
                calendars?: string[];
                lines: number;
                stations: number;
                /**
                 * @description whether a takt may begin without a new piece while some are to come
                 * @default true
                 */
                emptyTakts?: boolean;
            };
        }) | ({
            /** @constant */
            kind: "melt";
            /** @constant */
            part: "furnace";
            body: {
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /**
                 * @description least mass of a heat; 0 for heat treatment
                 * @default 0
                 */
                leastMass?: number;
                /** @description mass in `massUnit`, to the gram */
                greatestMass: number;
                /** @description in the whole period; absent: what the calendar admits */
                mostHeats?: number;
                /** @description grades it melts; absent: all */
                grades?: string[];
                /**
                 * @description capacity of each further dimension
                 * @default {}
                 */
                capacities?: {
                    [key: string]: number;
                };
                /**
                 * @description draw while a heat is on
                 * @default 0
                 */
                powerKw?: number;
                /** @description charge to tap; needed for the spread over shifts */
                heatMinutes?: number;
                /**
                 * @description energy of a heat
                 * @default 0
                 */
                heatKwh?: number;
                /**
                 * @description extra energy of the first heat of a day
                 * @default 0
                 */
                coldStartKwh?: number;
                /** @description cost of a heat for objective `cheapest-heats`, default 1 */
                heatCost?: number;
            }[];
        } | {
            /** @constant */
            kind: "melt";
            /** @constant */
            part: "power-group";
            body: {
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                furnaces: string[];
                /** @description summed draw at every moment */
                limitKw?: number;
                /** @description furnaces of the group at work at the same moment */
                mostAtOnce?: number;
            }[];
        } | {
            /** @constant */
            kind: "techcard";
            /** @constant */
            part: "resource";
            body: ({
                /** @constant */
                type: "pool";
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /**
                 * @description site it belongs to, for the volume-calendar plan
                 * @default main
                 */
                site?: string;
                /**
                 * @description it works where all of them are open; none: always
                 * @default []
                 */
                calendars?: string[];
                capacity: number;
            } | {
                /** @constant */
                type: "workers";
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /**
                 * @description site it belongs to, for the volume-calendar plan
                 * @default main
                 */
                site?: string;
                /**
                 * @description it works where all of them are open; none: always
                 * @default []
                 */
                calendars?: string[];
                workers: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @default [] */
                    skills?: string[];
                    /**
                     * @description beside those of the pool: the worker's own shifts
                     * @default []
                     */
                    calendars?: string[];
                }[];
            } | {
                /** @constant */
                type: "machine";
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /**
                 * @description site it belongs to, for the volume-calendar plan
                 * @default main
                 */
                site?: string;
                /**
                 * @description it works where all of them are open; none: always
                 * @default []
                 */
                calendars?: string[];
                /** @description time to go from one state to another, between two operations; the resource is busy and its calendar open */
                setups?: {
                    /** @description state before the first operation; absent: none, so no set-up time for the first */
                    initial?: string;
                    /** @default [] */
                    times?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        from: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        to: string;
                        seconds: number;
                    }[];
                    /**
                     * @description between two different states that `times` does not list
                     * @default 0
                     */
                    otherwise?: number;
                };
                /** @description warm-up and cool-down; they need no open calendar: an oven heats before the shift */
                heating?: {
                    /**
                     * @description from cold to the first operation
                     * @default 0
                     */
                    warmUpSeconds?: number;
                    /**
                     * @description after the last operation before it stands cold
                     * @default 0
                     */
                    coolDownSeconds?: number;
                    /** @description idle time after which it is cooled down and must be warmed up again; absent: it is kept warm */
                    keepWarmSeconds?: number;
                    /** @default false */
                    warmAtStart?: boolean;
                };
            } | {
                /** @constant */
                type: "batch-oven";
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /**
                 * @description site it belongs to, for the volume-calendar plan
                 * @default main
                 */
                site?: string;
                /**
                 * @description it works where all of them are open; none: always
                 * @default []
                 */
                calendars?: string[];
                /** @description sum of the amounts of the operations of a batch */
                capacity: number;
                /** @description time to go from one state to another, between two operations; the resource is busy and its calendar open */
                setups?: {
                    /** @description state before the first operation; absent: none, so no set-up time for the first */
                    initial?: string;
                    /** @default [] */
                    times?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        from: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        to: string;
                        seconds: number;
                    }[];
                    /**
                     * @description between two different states that `times` does not list
                     * @default 0
                     */
                    otherwise?: number;
                };
                /** @description warm-up and cool-down; they need no open calendar: an oven heats before the shift */
                heating?: {
                    /**
                     * @description from cold to the first operation
                     * @default 0
                     */
                    warmUpSeconds?: number;
                    /**
                     * @description after the last operation before it stands cold
                     * @default 0
                     */
                    coolDownSeconds?: number;
                    /** @description idle time after which it is cooled down and must be warmed up again; absent: it is kept warm */
                    keepWarmSeconds?: number;
                    /** @default false */
                    warmAtStart?: boolean;
                };
            } | {
                /** @constant */
                type: "conveyor-oven";
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /**
                 * @description site it belongs to, for the volume-calendar plan
                 * @default main
                 */
                site?: string;
                /**
                 * @description it works where all of them are open; none: always
                 * @default []
                 */
                calendars?: string[];
                /** @description sum of the amounts on the belt at any moment */
                capacity: number;
                /**
                 * @description least time between two entries
                 * @default 0
                 */
                entrySeconds?: number;
                /** @description time to go from one state to another, between two operations; the resource is busy and its calendar open */
                setups?: {
                    /** @description state before the first operation; absent: none, so no set-up time for the first */
                    initial?: string;
                    /** @default [] */
                    times?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        from: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        to: string;
                        seconds: number;
                    }[];
                    /**
                     * @description between two different states that `times` does not list
                     * @default 0
                     */
                    otherwise?: number;
                };
                /** @description warm-up and cool-down; they need no open calendar: an oven heats before the shift */
                heating?: {
                    /**
                     * @description from cold to the first operation
                     * @default 0
                     */
                    warmUpSeconds?: number;
                    /**
                     * @description after the last operation before it stands cold
                     * @default 0
                     */
                    coolDownSeconds?: number;
                    /** @description idle time after which it is cooled down and must be warmed up again; absent: it is kept warm */
                    keepWarmSeconds?: number;
                    /** @default false */
                    warmAtStart?: boolean;
                };
            } | {
                /** @constant */
                type: "reservoir";
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /**
                 * @description site it belongs to, for the volume-calendar plan
                 * @default main
                 */
                site?: string;
                /**
                 * @description it works where all of them are open; none: always
                 * @default []
                 */
                calendars?: string[];
                /** @description absent: no upper limit */
                capacity?: number;
                /** @default 0 */
                initial?: number;
                /** @default [] */
                supplies?: {
                    /** @description whole seconds from `start`, or an instant */
                    at: number | string;
                    amount: number;
                }[];
            } | {
                /** @constant */
                type: "paced-line";
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /**
                 * @description site it belongs to, for the volume-calendar plan
                 * @default main
                 */
                site?: string;
                /**
                 * @description it works where all of them are open; none: always
                 * @default []
                 */
                calendars?: string[];
                lines: number;
                stations: number;
                /**
                 * @description whether a takt may begin without a new piece while some are to come
                 * @default true
                 */
                emptyTakts?: boolean;
            })[];
        }) | ({
            /** @constant */
            kind: "melt";
            /** @constant */
            part: "grade";
            body: {
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /** @description cap for a rare grade */
                mostHeats?: number;
            };
        } | {
            /** @constant */
            kind: "reorder";
            /** @constant */
            part: "recipe";
            /** @description bill of ingredients; recipes may use what other recipes make, to any depth */
            body: {
                /** @description a product, or something that other recipes use */
                makes: string;
                /**
                 * @description units that one run of the recipe gives
                 * @default 1
                 */
                yields?: number;
                /**
                 * @description share of what is made that is lost
                 * @default 0
                 */
                waste?: number;
                /**
                 * @description days before its use on which it is made
                 * @default 0
                 */
                daysBefore?: number;
                ingredients: {
                    /** @description an item, or what another recipe makes */
                    use: string;
                    /** @description net, for one run */
                    quantity: number;
                    /**
                     * @description share of what is taken that is lost: peel, trimmings
                     * @default 0
                     */
                    waste?: number;
                }[];
            };
        }) | ({
            /** @constant */
            kind: "melt";
            /** @constant */
            part: "grade";
            body: {
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /** @description cap for a rare grade */
                mostHeats?: number;
            }[];
        } | {
            /** @constant */
            kind: "reorder";
            /** @constant */
            part: "recipe";
            body: {
                /** @description a product, or something that other recipes use */
                makes: string;
                /**
                 * @description units that one run of the recipe gives
                 * @default 1
                 */
                yields?: number;
                /**
                 * @description share of what is made that is lost
                 * @default 0
                 */
                waste?: number;
                /**
                 * @description days before its use on which it is made
                 * @default 0
                 */
                daysBefore?: number;
                ingredients: {
                    /** @description an item, or what another recipe makes */
                    use: string;
                    /** @description net, for one run */
                    quantity: number;
                    /**
                     * @description share of what is taken that is lost: peel, trimmings
                     * @default 0
                     */
                    waste?: number;
                }[];
            }[];
        }) | ({
            /** @constant */
            kind: "dispatch";
            /** @constant */
            part: "truck";
            body: {
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                capacityM3: number;
                /** @description place where its shift begins */
                home: string;
                /** @description place where it ends; absent: its home; null: wherever it is then */
                end?: string | null;
                /** @description leaves its home and is back; absent: the shift of the problem */
                shift?: {
                    /** @description whole seconds from `start`, or an instant */
                    from: number | string;
                    /** @description whole seconds from `start`, or an instant */
                    to: number | string;
                };
                /**
                 * @description beyond the end of its shift, at `overtimePerMinute`
                 * @default 0
                 */
                overtimeMinutes?: number;
                /** @default 1 */
                overtimePerMinute?: number;
                /** @description no unloading starts later */
                lastUnloading?: number | string;
                /**
                 * @description begun in [from, to], with an empty drum; all of them are taken
                 * @default []
                 */
                breaks?: {
                    /** @description whole seconds from `start`, or an instant */
                    from: number | string;
                    /** @description latest start */
                    to: number | string;
                    minutes: number;
                }[];
                /** @default 2.5 */
                unloadMinutesPerM3?: number;
                /** @default 0 */
                unloadFixedMinutes?: number;
                /**
                 * @description after each unloading, before it leaves the site
                 * @default 0
                 */
                washMinutes?: number;
                /** @default 0 */
                costPerUse?: number;
                /**
                 * @description the best trucks keep time for orders with `vip`
                 * @default 1
                 */
                fitness?: number;
                /**
                 * @description false: not to be used
                 * @default true
                 */
                working?: boolean;
                /** @default [] */
                equipment?: string[];
                /** @description where its next leg begins, and not before when, once its fixed loads are done; absent: at the site of the last of them as soon as it is free there; without any, at home when its shift begins */
                standing?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    place: string;
                    /** @description whole seconds from `start`, or an instant */
                    from: number | string;
                };
            };
        } | {
            /** @constant */
            kind: "dispatch";
            /** @constant */
            part: "van";
            body: {
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /** @description in the unit of the demands, at most three decimals */
                capacity: number;
                /** @description leaves the depot and is back; absent: the shift of the problem */
                shift?: {
                    /** @description whole seconds from `start`, or an instant */
                    from: number | string;
                    /** @description whole seconds from `start`, or an instant */
                    to: number | string;
                };
            };
        }) | ({
            /** @constant */
            kind: "dispatch";
            /** @constant */
            part: "truck";
            body: {
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                capacityM3: number;
                /** @description place where its shift begins */
                home: string;
                /** @description place where it ends; absent: its home; null: wherever it is then */
                end?: string | null;
                /** @description leaves its home and is back; absent: the shift of the problem */
                shift?: {
                    /** @description whole seconds from `start`, or an instant */
                    from: number | string;
                    /** @description whole seconds from `start`, or an instant */
                    to: number | string;
                };
                /**
                 * @description beyond the end of its shift, at `overtimePerMinute`
                 * @default 0
                 */
                overtimeMinutes?: number;
                /** @default 1 */
                overtimePerMinute?: number;
                /** @description no unloading starts later */
                lastUnloading?: number | string;
                /**
                 * @description begun in [from, to], with an empty drum; all of them are taken
                 * @default []
                 */
                breaks?: {
                    /** @description whole seconds from `start`, or an instant */
                    from: number | string;
                    /** @description latest start */
                    to: number | string;
                    minutes: number;
                }[];
                /** @default 2.5 */
                unloadMinutesPerM3?: number;
                /** @default 0 */
                unloadFixedMinutes?: number;
                /**
                 * @description after each unloading, before it leaves the site
                 * @default 0
                 */
                washMinutes?: number;
                /** @default 0 */
                costPerUse?: number;
                /**
                 * @description the best trucks keep time for orders with `vip`
                 * @default 1
                 */
                fitness?: number;
                /**
                 * @description false: not to be used
                 * @default true
                 */
                working?: boolean;
                /** @default [] */
                equipment?: string[];
                /** @description where its next leg begins, and not before when, once its fixed loads are done; absent: at the site of the last of them as soon as it is free there; without any, at home when its shift begins */
                standing?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    place: string;
                    /** @description whole seconds from `start`, or an instant */
                    from: number | string;
                };
            }[];
        } | {
            /** @constant */
            kind: "dispatch";
            /** @constant */
            part: "van";
            body: {
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /** @description in the unit of the demands, at most three decimals */
                capacity: number;
                /** @description leaves the depot and is back; absent: the shift of the problem */
                shift?: {
                    /** @description whole seconds from `start`, or an instant */
                    from: number | string;
                    /** @description whole seconds from `start`, or an instant */
                    to: number | string;
                };
            }[];
        });
        HoldInput: {
            /** @description absent: every site of the tenant, those that it gets later included */
            site?: string & (unknown & unknown);
            /** @description of `site`, known already or not; absent: every oven */
            oven?: string & (unknown & unknown);
            /** @description for whoever wonders why nothing moves; kept */
            reason?: string;
            /** @description who holds; kept */
            by: string;
        };
        BatchRequest: {
            plans: components["schemas"]["PlanRequest"][];
            /**
             * @description added to each plan's, whose own go before them
             * @default {}
             */
            tags?: {
                [key: string]: string;
            };
        };
        /** @description changes of a kept request; none: the same request, beginning from the earlier plan */
        ResolveRequest: {
            /** @description JSON Patch (RFC 6902) on the request as kept */
            changes?: ({
                /** @enum {string} */
                op: "add";
                path: string;
                /** @description any JSON */
                value: unknown;
            } | {
                /** @enum {string} */
                op: "replace";
                path: string;
                /** @description any JSON */
                value: unknown;
            } | {
                /** @enum {string} */
                op: "test";
                path: string;
                /** @description any JSON */
                value: unknown;
            } | {
                /** @enum {string} */
                op: "remove";
                path: string;
            } | {
                /** @enum {string} */
                op: "move";
                from: string;
                path: string;
            } | {
                /** @enum {string} */
                op: "copy";
                from: string;
                path: string;
            })[];
            /** @description merge patch (RFC 7396) on the request as kept */
            merge?: {
                [key: string]: unknown;
            };
            /**
             * @description begin from the earlier plan, as far as it fits
             * @default true
             */
            keepWarmStart?: boolean;
        };
        /** @description may be left out */
        RecomputeRequest: {
            /**
             * @description also where another version of takt made the plan
             * @default false
             */
            anyVersion?: boolean;
        };
        WebhookInput: {
            /** @description https address that is to be called; it must be public */
            url: string;
            /** @description only plans of these kinds */
            kinds?: ("melt" | "techcard" | "reorder" | "dispatch" | "repair")[];
            /** @description only plans that ended so */
            states?: ("succeeded" | "cancelled" | "expired" | "failed")[];
        };
        Plan: {
            /** Format: uuid */
            id: string;
            kind: string;
            /**
             * @description queued: kept, waits for a solver; running; succeeded: solved, whatever was found; cancelled: stopped by a caller, the best plan is kept; expired: `notAfter` had passed when its turn came and nothing had been found; failed: a fault of the service, see `error`
             * @enum {string}
             */
            state: "queued" | "running" | "succeeded" | "cancelled" | "expired" | "failed";
            /**
             * @description once ended
             * @enum {string}
             */
            found?: "optimal" | "feasible" | "infeasible" | "unbounded" | "unknown";
            /**
             * @description once ended
             * @enum {string}
             */
            endedBy?: "proof" | "gap" | "time" | "iterations" | "cancelled" | "memory";
            /** @description value of the plan, minimised */
            objective?: number;
            /** @description proved; absent where none is */
            lowerBound?: number;
            /** @description (objective - lowerBound) / |objective| */
            gap?: number;
            /** @description the plan of its kind; absent where none was found, and in lists */
            plan?: unknown;
            /** @description why there is no plan */
            reason?: string;
            statistics?: {
                [key: string]: number | string;
            };
            /** @description from acknowledged to solving, apart from the budget */
            waitingMs?: number;
            /** @description what counts against budget.timeMs */
            solvingMs?: number;
            /** @description times it was handed to a solver; above 1 where a process died or stopped */
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            endedAt?: string;
            tags: {
                [key: string]: string;
            };
            priority: number;
            /** @description its time budget */
            timeMs: number;
            /** Format: date-time */
            notAfter?: string;
            /**
             * Format: uuid
             * @description the batch it came in
             */
            batch?: string;
            /**
             * Format: uuid
             * @description the plan whose request it repeats or changes
             */
            derivedFrom?: string;
            /**
             * @description resolved: of the changed request, beginning from the earlier plan; recomputed: of the same request
             * @enum {string}
             */
            derivation?: "resolved" | "recomputed";
            /** @description what became of the earlier plan as a start */
            warmStart?: {
                /** @description whether the solve begins from anything of the earlier plan */
                used: boolean;
                /** @description what was taken over: heats, operations, orders, loads, rounds */
                entries: number;
                /** @description what was left out, by its place in the warm start as the earlier plan gives it; at most 50 of them */
                left: {
                    pointer: string;
                    rule: string;
                    message: string;
                }[];
                /** @description all of them */
                leftCount: number;
            };
            catalog?: {
                /** @description of the reference, in the request as it came */
                pointer: string;
                type: string;
                id: string;
                version: number;
                /** @description SHA-256 of kind, part and body, keys in order */
                hash: string;
            }[];
            /** @description SHA-256 of the request with its defaults filled in, keys in order */
            requestHash: string;
            /** @description version of takt that took the request */
            codeVersion: string;
            error?: {
                code: string;
                title: string;
                message: string;
            };
        };
        PlanEvent: {
            /** @constant */
            type: "state";
            sequence: number;
            /** Format: date-time */
            at: string;
            data: {
                /**
                 * @description queued: kept, waits for a solver; running; succeeded: solved, whatever was found; cancelled: stopped by a caller, the best plan is kept; expired: `notAfter` had passed when its turn came and nothing had been found; failed: a fault of the service, see `error`
                 * @enum {string}
                 */
                state: "queued" | "running" | "succeeded" | "cancelled" | "expired" | "failed";
                attempt?: number;
                /**
                 * @description optimal only where it is proved; unknown: nothing found and nothing proved
                 * @enum {string}
                 */
                found?: "optimal" | "feasible" | "infeasible" | "unbounded" | "unknown";
                /**
                 * @description what ended the solve: bound met, wanted gap met, time or iterations used up, stopped by a caller, out of memory
                 * @enum {string}
                 */
                endedBy?: "proof" | "gap" | "time" | "iterations" | "cancelled" | "memory";
                objective?: number;
                lowerBound?: number;
                gap?: number;
                /** @description which aim the objective measures; a plan of a later phase is better, whatever the objectives */
                phase?: number;
                /** @description what objective and bound count */
                unit?: string;
                error?: {
                    code: string;
                    title: string;
                    message: string;
                };
            };
        } | {
            /** @constant */
            type: "incumbent";
            sequence: number;
            /** Format: date-time */
            at: string;
            data: {
                attempt: number;
                objective: number;
                lowerBound?: number;
                gap?: number;
                /** @description which aim the objective measures; a plan of a later phase is better, whatever the objectives */
                phase?: number;
                /** @description what objective and bound count */
                unit?: string;
            };
        };
        PlanList: {
            plans: {
                /** Format: uuid */
                id: string;
                kind: string;
                /**
                 * @description queued: kept, waits for a solver; running; succeeded: solved, whatever was found; cancelled: stopped by a caller, the best plan is kept; expired: `notAfter` had passed when its turn came and nothing had been found; failed: a fault of the service, see `error`
                 * @enum {string}
                 */
                state: "queued" | "running" | "succeeded" | "cancelled" | "expired" | "failed";
                /**
                 * @description once ended
                 * @enum {string}
                 */
                found?: "optimal" | "feasible" | "infeasible" | "unbounded" | "unknown";
                /**
                 * @description once ended
                 * @enum {string}
                 */
                endedBy?: "proof" | "gap" | "time" | "iterations" | "cancelled" | "memory";
                /** @description value of the plan, minimised */
                objective?: number;
                /** @description proved; absent where none is */
                lowerBound?: number;
                /** @description (objective - lowerBound) / |objective| */
                gap?: number;
                /** @description why there is no plan */
                reason?: string;
                statistics?: {
                    [key: string]: number | string;
                };
                /** @description from acknowledged to solving, apart from the budget */
                waitingMs?: number;
                /** @description what counts against budget.timeMs */
                solvingMs?: number;
                /** @description times it was handed to a solver; above 1 where a process died or stopped */
                attempts: number;
                /** Format: date-time */
                createdAt: string;
                /** Format: date-time */
                startedAt?: string;
                /** Format: date-time */
                endedAt?: string;
                tags: {
                    [key: string]: string;
                };
                priority: number;
                /** @description its time budget */
                timeMs: number;
                /** Format: date-time */
                notAfter?: string;
                /**
                 * Format: uuid
                 * @description the batch it came in
                 */
                batch?: string;
                /**
                 * Format: uuid
                 * @description the plan whose request it repeats or changes
                 */
                derivedFrom?: string;
                /**
                 * @description resolved: of the changed request, beginning from the earlier plan; recomputed: of the same request
                 * @enum {string}
                 */
                derivation?: "resolved" | "recomputed";
                /** @description what became of the earlier plan as a start */
                warmStart?: {
                    /** @description whether the solve begins from anything of the earlier plan */
                    used: boolean;
                    /** @description what was taken over: heats, operations, orders, loads, rounds */
                    entries: number;
                    /** @description what was left out, by its place in the warm start as the earlier plan gives it; at most 50 of them */
                    left: {
                        pointer: string;
                        rule: string;
                        message: string;
                    }[];
                    /** @description all of them */
                    leftCount: number;
                };
                catalog?: {
                    /** @description of the reference, in the request as it came */
                    pointer: string;
                    type: string;
                    id: string;
                    version: number;
                    /** @description SHA-256 of kind, part and body, keys in order */
                    hash: string;
                }[];
                /** @description SHA-256 of the request with its defaults filled in, keys in order */
                requestHash: string;
                /** @description version of takt that took the request */
                codeVersion: string;
                error?: {
                    code: string;
                    title: string;
                    message: string;
                };
            }[];
            /** @description `cursor` of the next page; absent on the last */
            next?: string;
        };
        SolveAnswer: {
            kind: string;
            /**
             * @description optimal only where it is proved; unknown: nothing found and nothing proved
             * @enum {string}
             */
            found: "optimal" | "feasible" | "infeasible" | "unbounded" | "unknown";
            /**
             * @description what ended the solve: bound met, wanted gap met, time or iterations used up, stopped by a caller, out of memory
             * @enum {string}
             */
            endedBy: "proof" | "gap" | "time" | "iterations" | "cancelled" | "memory";
            plan?: unknown;
            objective?: number;
            lowerBound?: number;
            gap?: number;
            /** @description which aim the objective measures; a later one is better, whatever the objective */
            phase?: number;
            /** @description what objective and bound count */
            unit?: string;
            reason?: string;
            statistics: {
                [key: string]: number | string;
            };
            waitingMs: number;
            solvingMs: number;
            requestHash: string;
            codeVersion: string;
            /** @description catalog items that were put into the request */
            catalog?: {
                /** @description of the reference, in the request as it came */
                pointer: string;
                type: string;
                id: string;
                version: number;
                /** @description SHA-256 of kind, part and body, keys in order */
                hash: string;
            }[];
        };
        Kinds: {
            kinds: {
                kind: string;
                /** @description a plan-request that can be posted */
                example: unknown;
            }[];
        };
        Validated: {
            /** @constant */
            valid: true;
            /** @description with all defaults filled in */
            request: unknown;
            /** @description catalog items that were put into it */
            catalog?: {
                /** @description of the reference, in the request as it came */
                pointer: string;
                type: string;
                id: string;
                version: number;
                /** @description SHA-256 of kind, part and body, keys in order */
                hash: string;
            }[];
        };
        Health: {
            status: string;
            parts?: {
                [key: string]: string;
            };
        };
        Programs: {
            programs: {
                /** Format: uuid */
                programId: string;
                site: string;
                oven: string;
                furnace: string;
                /** @enum {string} */
                state: "active" | "halted" | "superseded" | "done";
                reason: string | null;
                /** @description its commands wait until a person approves them */
                approval: boolean;
                commands: {
                    /** Format: uuid */
                    cmdId: string;
                    /** @description from 1, in order of time */
                    step: number;
                    /** @description rises per oven */
                    version: number;
                    /** @description heat of the plan; null: the idle step after the last one */
                    heat: string | null;
                    grade: string | null;
                    /** @enum {string} */
                    state: "planned" | "approved" | "sent" | "accepted" | "applied" | "verified" | "rejected" | "expired" | "superseded" | "timed-out" | "late-applied" | "verify-failed";
                    /** @description why it ended otherwise than verified */
                    reason: string | null;
                    setpoints: ({
                        tag: string;
                        value: number;
                        unit: string;
                    } & {
                        [key: string]: unknown;
                    })[];
                    /** Format: date-time */
                    startAt: string;
                    /** Format: date-time */
                    latestStartAt: string;
                    /** @description times it was sent */
                    attempts: number;
                }[];
            }[];
        };
        Approval: {
            /** @description who approves; kept */
            by: string;
            /** @description only these; absent: all ovens of the plan */
            ovens?: string[];
        };
        Approved: {
            /** @description commands that were waiting */
            approved: number;
        };
        /** @description the report, and the features of the option as the plan has them */
        Outcome: {
            /**
             * Format: uuid
             * @description plan whose option was carried out
             */
            planId: string;
            /** Format: date-time */
            reportedAt: string;
            /** @enum {string} */
            option: "fewest-changes" | "least-lateness" | "least-cost" | "hired-truck";
            features: {
                affectedLoads: number;
                /** @description of the orders affected: normal 1, high 2, critical 4 */
                meanPriority: number;
                /** @description m3 affected, times priority */
                riskM3: number;
                /** @description from now to the last load that changes */
                horizonMinutes: number;
                trucksAvailable: number;
                /** @description from plant to site, of the loads affected */
                meanKm: number;
                fill: number;
                /** @description mean, of the loads that change */
                lifetimeSlackMinutes: number;
                /** @description 1: easy sites, 10: the most difficult */
                logistics: number;
                /** @description 0: fair */
                weather: number;
                /** @description 0: free roads */
                traffic: number;
                /** @description share of past repairs of this sort that went well; 0.5 where there are none */
                reliability: number;
            };
            /** @description carried out as planned, nothing further broke */
            success: boolean;
            /** @description until the shift ran as planned again */
            recoveryMinutes: number;
            /** @description money lost */
            loss: number;
            /** @description of the schedule afterwards, as people saw it */
            quality: number;
        };
        OutcomeList: {
            /** @description newest first */
            outcomes: components["schemas"]["Outcome"][];
        };
        Problem: {
            /** @description URI of the kind of problem */
            type: string;
            title: string;
            status: number;
            /** @description what happened here */
            detail: string;
            /**
             * @description stable, for programs
             * @enum {string}
             */
            code: "malformed-json" | "invalid-request" | "inconsistent-request" | "invalid-parameter" | "unsupported-media-type" | "body-too-large" | "unauthenticated" | "forbidden" | "not-found" | "plan-not-found" | "method-not-allowed" | "plan-ended" | "outcome-not-taken" | "outcome-exists" | "plan-not-ended" | "other-version" | "patch-conflict" | "idempotency-mismatch" | "batch-not-found" | "catalog-not-found" | "catalog-conflict" | "webhook-not-found" | "webhook-disabled" | "forbidden-address" | "equipment-not-found" | "hold-not-found" | "key-not-found" | "rate-limited" | "tenant-limit" | "queue-full" | "too-many-streams" | "shutting-down" | "database-unavailable" | "issuer-unavailable" | "broker-unavailable" | "service-unreachable" | "data-folder-locked" | "bad-configuration" | "crashed-solver" | "failed-check" | "internal-error";
            /** @description also in the log of the service */
            requestId: string;
            /** @description at most 50 */
            errors?: {
                /** @description JSON pointer into the body, or the name of a parameter or header */
                pointer: string;
                rule: string;
                message: string;
                /** @description what came, cut to some 200 characters; "(nothing)" where it is missing */
                received: unknown;
                /** @description what would do */
                remedy: string;
            }[];
        };
        MeltPlan: {
            /**
             * @description complete: every piece of period 0 is poured
             * @enum {string}
             */
            outcome: "complete" | "shortfall";
            /** @enum {string} */
            massUnit: "kg" | "g";
            /** @description what the result’s objective and lowerBound count */
            objectiveUnit: string;
            heats: {
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /** @description the caller's own name for the thing, unique among its like */
                furnace: string;
                /** @description the caller's own name for the thing, unique among its like */
                grade: string;
                contents: {
                    /** @description the caller's own name for the thing, unique among its like */
                    line: string;
                    pieces: number;
                }[];
                /** @description poured mass in `massUnit` */
                mass: number;
                /** @description mass / greatest mass of the furnace */
                fill: number;
                /** @description use of each further dimension */
                sizes: {
                    [key: string]: number;
                };
                /**
                 * Format: date
                 * @description calendar day YYYY-MM-DD, local to the site
                 */
                day?: string;
                /** @description the shift in which it starts */
                shift?: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                start?: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                end?: string;
                /** @description first heat of its furnace on that day */
                coldStart?: boolean;
                /**
                 * @description one of `fixedHeats`
                 * @constant
                 */
                fixed?: true;
                /**
                 * @description one of `previousHeats`: same furnace, grade and contents
                 * @constant
                 */
                kept?: true;
            }[];
            /** @description pieces of period 0 that are not poured, and why */
            left: {
                /** @description the caller's own name for the thing, unique among its like */
                line: string;
                pieces: number;
                /** @description poured mass in `massUnit` */
                mass: number;
                /**
                 * @description too-heavy: heavier (or larger) than any furnace that may pour it; no-furnace: no furnace may pour it: grade and eligibility leave none; no-combination: with the pieces that may share its heat, none that holds it reaches a least mass; furnace-heats: mostHeats of its furnaces is used up; grade-heats: mostHeats of its grade is used up; furnace-hours: the hours of its furnaces are used up; power: a power group admits no further heat; not-given: the heats handed in do not hold it; not-found: none of these is proved; more time may find a place
                 * @enum {string}
                 */
                reason: "too-heavy" | "no-furnace" | "no-combination" | "furnace-heats" | "grade-heats" | "furnace-hours" | "power" | "not-given" | "not-found";
                message: string;
            }[];
            shortfall?: {
                /** @description proved that period 0 cannot be poured in full */
                proved: boolean;
                message: string;
            };
            /** @description lines of later periods: pieces poured and still open */
            filler: {
                /** @description the caller's own name for the thing, unique among its like */
                line: string;
                period: number;
                poured: number;
                open: number;
            }[];
            stages: {
                /** @enum {string} */
                stage: "fewest-heats" | "cheapest-heats" | "most-mass" | "changes" | "furnace-load" | "filler" | "spread";
                /** @description minimised; unit by stage */
                objective: number;
                lowerBound?: number;
                gap?: number;
                /** @description bound and objective meet */
                proved: boolean;
                /** @description what objective and bound count */
                unit: string;
            }[];
            /** @description proofs of bounds of stages, as far as there are any; only where asked for */
            certificates?: {
                /** @enum {string} */
                stage: "fewest-heats" | "cheapest-heats" | "most-mass" | "filler";
                /** @description what is proved, in the unit of the stage */
                lowerBound: number;
                /** @description millionths of the unit of the stage in a step */
                pointsPerStep: number;
                /** @description no plan is worth so many steps or fewer, fixed heats not counted */
                target: number;
                /** @description multipliers count in this fraction of a step */
                scale: number;
                /** @description classes by their first line, in the order of `pieces` */
                lines: string[];
                /** @description in the order of `limits` of leaves and listing */
                limits: ({
                    /** @constant */
                    kind: "furnace-heats";
                    /** @description the caller's own name for the thing, unique among its like */
                    furnace: string;
                } | {
                    /** @constant */
                    kind: "grade-heats";
                    /** @description the caller's own name for the thing, unique among its like */
                    grade: string;
                } | {
                    /** @constant */
                    kind: "power-energy";
                    /** @description the caller's own name for the thing, unique among its like */
                    group: string;
                    /** @description both sides of the limit are divided by it and rounded down */
                    unit: number;
                } | {
                    /** @constant */
                    kind: "power-hours";
                    /** @description the caller's own name for the thing, unique among its like */
                    group: string;
                    /** @description both sides of the limit are divided by it and rounded down */
                    unit: number;
                } | {
                    /** @constant */
                    kind: "cost";
                    pointsPerStep: number;
                })[];
                rules: ({
                    /** @constant */
                    kind: "odd-set";
                    lines: string[];
                } | {
                    /** @constant */
                    kind: "together";
                    lines: [
                        string,
                        string
                    ];
                } | {
                    /** @constant */
                    kind: "cells";
                    cells: {
                        /** @description the caller's own name for the thing, unique among its like */
                        furnace: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        grade: string;
                    }[];
                } | {
                    /** @constant */
                    kind: "pattern";
                    /** @description the caller's own name for the thing, unique among its like */
                    furnace: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    grade: string;
                    contents: {
                        /** @description the caller's own name for the thing, unique among its like */
                        line: string;
                        pieces: number;
                    }[];
                })[];
                /** @description multipliers that say which heats a plan of `target` steps can hold; the leaves speak of those only */
                listing?: {
                    pieces: number[];
                    limits: number[];
                    /** @description grams that a heat may miss of its furnace at most; absent: any */
                    mostWaste?: number;
                };
                nodes: ({
                    /** @constant */
                    kind: "split";
                    rule: number;
                    most: number;
                    /** @description node of the plans in which the rule counts `most` or less */
                    atMost: number;
                    /** @description node of the others */
                    above: number;
                } | {
                    /** @constant */
                    kind: "leaf";
                    pieces: number[];
                    /** @description at most 0 */
                    limits: number[];
                    rules: {
                        rule: number;
                        multiplier: number;
                    }[];
                })[];
            }[];
            totals: {
                heats: number;
                heatCost: number;
                pouredMass: number;
                /** @description of period 0 */
                mandatoryMass: number;
                fillerMass: number;
                leftMass: number;
                meanFill: number;
                energyKwh: number;
                /** @description only where heats are placed in time */
                coldStarts?: number;
                byFurnace: {
                    /** @description the caller's own name for the thing, unique among its like */
                    furnace: string;
                    heats: number;
                    mass: number;
                    meanFill: number;
                }[];
                byGrade: {
                    /** @description the caller's own name for the thing, unique among its like */
                    grade: string;
                    heats: number;
                    mass: number;
                }[];
            };
        };
        TechcardPlan: {
            objectiveUnit: string;
            operations: {
                /** @description the caller's own name for the thing, unique among its like */
                order: string;
                /** @description number of the piece among those of its product, from 0 */
                serial: number;
                /** @description the caller's own name for the thing, unique among its like */
                operation: string;
                mode: number;
                resources: {
                    /** @description the caller's own name for the thing, unique among its like */
                    resource: string;
                    /** @description who does it */
                    workers?: string[];
                    /** @description of a paced line */
                    line?: number;
                    station?: number;
                    /** @description number of the takt of that line */
                    takt?: number;
                    /** @description number of the batch of that oven */
                    batch?: number;
                }[];
                /** @description a moment: physical, logical, and the closed physical interval that the logical one stands for */
                start: {
                    /** @description from `start` of the problem */
                    seconds: number;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    at: string;
                    /** @description working seconds of its calendars from `start`; as `seconds` where there are none */
                    logicalSeconds: number;
                    /**
                     * Format: date-time
                     * @description first and last instant with as much work done: apart at the border of a pause
                     */
                    left: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    right: string;
                };
                /** @description a moment: physical, logical, and the closed physical interval that the logical one stands for */
                end: {
                    /** @description from `start` of the problem */
                    seconds: number;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    at: string;
                    /** @description working seconds of its calendars from `start`; as `seconds` where there are none */
                    logicalSeconds: number;
                    /**
                     * Format: date-time
                     * @description first and last instant with as much work done: apart at the border of a pause
                     */
                    left: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    right: string;
                };
                /** @description it may start so much later without harm to the end of all or to any due date kept */
                slackSeconds: number;
                critical: boolean;
                given?: boolean;
                /** @description between the moment its predecessors allow and its start */
                wait?: {
                    seconds: number;
                    /** @description absent: it waits for no resource */
                    resource?: string;
                    reason: string;
                };
            }[];
            terms: {
                /** @description seconds from `start` to the last end */
                makespan: number;
                /** @description weighted by priority */
                tardiness: number;
                flowTime: number;
                setupTime: number;
            };
            orders: {
                /** @description the caller's own name for the thing, unique among its like */
                order: string;
                /** @description a moment: physical, logical, and the closed physical interval that the logical one stands for */
                end: {
                    /** @description from `start` of the problem */
                    seconds: number;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    at: string;
                    /** @description working seconds of its calendars from `start`; as `seconds` where there are none */
                    logicalSeconds: number;
                    /**
                     * Format: date-time
                     * @description first and last instant with as much work done: apart at the border of a pause
                     */
                    left: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    right: string;
                };
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                due?: string;
                /** @description of its last piece */
                tardinessSeconds: number;
                tardyPieces: number;
            }[];
            resources: {
                /** @description the caller's own name for the thing, unique among its like */
                resource: string;
                /** @description unit-seconds taken, set-ups included */
                busySeconds: number;
                /** @description unit-seconds open until the last end */
                openSeconds: number;
                utilisation: number;
                bottleneck: boolean;
            }[];
            /** @description a chain that decides the last end, in order of time */
            criticalPath: {
                /** @description the caller's own name for the thing, unique among its like */
                order: string;
                /** @description number of the piece among those of its product, from 0 */
                serial: number;
                /** @description the caller's own name for the thing, unique among its like */
                operation: string;
            }[];
            /** @description what each oven and machine with states does: unbroken work in one state */
            runs: {
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                /** @description the caller's own name for the thing, unique among its like */
                resource: string;
                /** @description the caller's own name for the thing, unique among its like */
                state?: string;
                /**
                 * Format: date-time
                 * @description when its set-up or warm-up begins
                 */
                heatFrom: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                start: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                end: string;
                operations: number;
                /** @description all its operations are given */
                given?: boolean;
            }[];
            events?: {
                /** @description seconds from `start` */
                at: number;
                /** @enum {string} */
                event: "start" | "end" | "refused";
                /** @description the caller's own name for the thing, unique among its like */
                order: string;
                /** @description number of the piece among those of its product, from 0 */
                serial: number;
                /** @description the caller's own name for the thing, unique among its like */
                operation: string;
                /** @description that refused */
                resource?: string;
                reason?: string;
                mode?: number;
            }[];
            text?: string[];
            volume?: {
                rows: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    product: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    site: string;
                    period: number;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    from: string;
                    quantity: number;
                }[];
                unplaced: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    product: string;
                    quantity: number;
                }[];
                /** @description rough load of each resource that has any */
                load: {
                    /** @description the caller's own name for the thing, unique among its like */
                    resource: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    site: string;
                    period: number;
                    loadSeconds: number;
                    capacitySeconds: number;
                }[];
                /** @description pieces times periods after the due one, times priority */
                latePiecePeriods: number;
                objective: number;
                lowerBound?: number;
            };
        };
        ReorderPlan: {
            /** @constant */
            mode: "plan";
            objectiveUnit: string;
            orders: {
                /** @description the caller's own name for the thing, unique among its like */
                supplier: string;
                /**
                 * Format: date
                 * @description day to place it on
                 */
                order: string;
                /**
                 * Format: date
                 * @description calendar day YYYY-MM-DD, local to the site
                 */
                delivery: string;
                lines: {
                    /** @description the caller's own name for the thing, unique among its like */
                    item: string;
                    quantity: number;
                    /** @description absent: sold by any quantity */
                    packs?: number;
                    /** @description amount by quantity */
                    unitPrice: number;
                    /** @description price of the line */
                    amount: number;
                    lineCost: number;
                    /** @description why a line is as it is */
                    reason: {
                        /**
                         * @description cost or limit that decided when and how much
                         * @enum {string}
                         */
                        decidedBy: "demand" | "pack" | "least-quantity" | "greatest-quantity" | "price-break" | "shelf-life" | "shared-order" | "least-order-value" | "order-cost" | "safety-stock" | "budget" | "storage" | "money" | "order-count" | "stock-value";
                        /** @description the same as a sentence */
                        text: string;
                        /** @description the next-best choice; absent: there is none */
                        nextBest?: {
                            /** @description what else could be done with this line */
                            change: string;
                            /** @description on this line; 0: nothing */
                            quantity: number;
                            /** @description what it costs more, all else of the plan re-planned for the item */
                            extraCost: number;
                        };
                    };
                }[];
                /** @description price of its lines */
                amount: number;
                orderCost: number;
            }[];
            projection: {
                /** @description the caller's own name for the thing, unique among its like */
                item: string;
                demand: number[];
                /** @description all deliveries, also those on order */
                arriving: {
                    day: number;
                    quantity: number;
                }[];
                /** @description usable, at the end of each day */
                stock: number[];
                wasted: {
                    day: number;
                    quantity: number;
                }[];
                /** @description owed at the end of the day, or lost that day */
                short: {
                    day: number;
                    quantity: number;
                }[];
            }[];
            policies: {
                /** @description the caller's own name for the thing, unique among its like */
                item: string;
                method: string;
                reference: string;
                exact: boolean;
                /** @description whose offer it goes by */
                supplier?: string;
                meanPerDay: number;
                sdPerDay: number;
                /** @description lead time and longest wait for the next delivery */
                protectionDays: number;
                safetyStock: number;
                reorderPoint: number;
                orderQuantity: number;
                orderUpTo: number;
                /** @description level that the safety stock is for */
                service?: number;
                /** @description ordering, holding and goods at the order quantity */
                costPerDay?: number;
                /** @description cost around the order quantity */
                sensitivity: {
                    quantity: number;
                    costPerDay: number;
                }[];
            }[];
            /** @default [] */
            forecasts: {
                /** @description item or product */
                of: string;
                /** @description as chosen, with its parameters */
                method: string;
                mean: number[];
                /** @description standard deviation of the error of each day */
                sd: number[];
                /** @description mean absolute error of a day on the last part of the history, foretold from what was before */
                error: number;
            }[];
            costs: {
                /** @description goods ordered */
                purchase: number;
                /** @description fixed costs of orders */
                ordering: number;
                /** @description fixed costs of lines */
                lines: number;
                holding: number;
                shortage: number;
                belowSafety: number;
                /** @description of throwing away; the goods themselves are in stockChange */
                waste: number;
                /** @description worth of the stock at the beginning and on order, less that at the end */
                stockChange: number;
                total: number;
            };
            /** @default [] */
            shadowPrices: {
                /** @enum {string} */
                limit: "budget" | "storage" | "money";
                /**
                 * Format: date
                 * @description calendar day YYYY-MM-DD, local to the site
                 */
                day?: string;
                /** @description what one unit more saves by the relaxation, an estimate: packs and fixed costs may make it worth more, or nothing */
                price: number;
            }[];
            /** @default [] */
            replay: {
                /** @description the caller's own name for the thing, unique among its like */
                item: string;
                /**
                 * Format: date
                 * @description calendar day YYYY-MM-DD, local to the site
                 */
                from: string;
                days: number;
                proposed: {
                    /** @description share of demand served at once */
                    fillRate: number;
                    stockOutDays: number;
                    short: number;
                    wasted: number;
                    averageStock: number;
                    orders: number;
                    /** @description goods used and wasted, lines and orders, holding, shortage and waste */
                    cost: number;
                };
                present?: {
                    /** @description share of demand served at once */
                    fillRate: number;
                    stockOutDays: number;
                    short: number;
                    wasted: number;
                    averageStock: number;
                    orders: number;
                    /** @description goods used and wasted, lines and orders, holding, shortage and waste */
                    cost: number;
                };
            }[];
        } | {
            /** @constant */
            mode: "calculate";
            objectiveUnit: string;
            answers: {
                /** @description name of the method in the field, e.g. "Economic order quantity" */
                method: string;
                /** @description where formula or algorithm stand: author, year, work, section */
                reference: string;
                /** @description optimal for its model; false: a named approximation or heuristic */
                exact: boolean;
                /** @description the answer, under the model's names */
                values: {
                    [key: string]: (number | string | boolean | null) | ((number | string | boolean | null) | ((number | string | boolean | null) | (number | string | boolean | null)[] | {
                        [key: string]: number | string | boolean | null;
                    })[] | {
                        [key: string]: (number | string | boolean | null) | (number | string | boolean | null)[] | {
                            [key: string]: number | string | boolean | null;
                        };
                    })[] | {
                        [key: string]: (number | string | boolean | null) | ((number | string | boolean | null) | (number | string | boolean | null)[] | {
                            [key: string]: number | string | boolean | null;
                        })[] | {
                            [key: string]: (number | string | boolean | null) | (number | string | boolean | null)[] | {
                                [key: string]: number | string | boolean | null;
                            };
                        };
                    };
                };
                /** @description the figure that the method minimises, where it minimises one */
                cost?: number;
                /** @description proved least value of `cost`, where it is not exact and one is known */
                lowerBound?: number;
                /** @description cost around the answer: how flat it is */
                curve?: {
                    /** @description what is varied around the answer: order quantity, level or reorder point */
                    quantity: number;
                    cost: number;
                }[];
                /** @description the caller's own name for the thing, unique among its like */
                id: string;
                model: string;
            }[];
            /**
             * @description questions for which no time was left
             * @default []
             */
            unanswered: string[];
        };
        DispatchPlan: {
            /** @constant */
            mode: "plan";
            objectiveUnit: string;
            loads: {
                /** @description order, and the number of the load among its loads, from 1 */
                id: string;
                /** @description the caller's own name for the thing, unique among its like */
                order: string;
                number: number;
                /** @description the caller's own name for the thing, unique among its like */
                truck: string;
                /** @description the caller's own name for the thing, unique among its like */
                plant: string;
                dock: number;
                volumeM3: number;
                /**
                 * Format: date-time
                 * @description leaves home or the site before for the plant
                 */
                leave: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                plantArrival: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                loadStart: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                loadEnd: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                siteArrival: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                unloadStart: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                unloadEnd: string;
                /**
                 * Format: date-time
                 * @description after washing and the buffer
                 */
                siteLeave: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                idealStart?: string;
                /** @description planned less ideal start of unloading */
                deviationMinutes?: number;
                /** @description of the concrete at the end of unloading */
                ageMinutes: number;
                /** @description kept free before and after unloading */
                bufferMinutes: number;
                fixed?: boolean;
                risk?: {
                    /** @enum {string} */
                    level: "low" | "medium" | "high";
                    /** @description of the lifetime, its margin included */
                    lifetimeSlackMinutes: number;
                    /** @description until the window or the latest start is missed */
                    windowSlackMinutes: number;
                    /** @description until a gap of its pour is too long */
                    gapSlackMinutes?: number;
                    /** @description orders that a delay of 10 minutes of this load would push out of a limit */
                    delayHits: string[];
                };
            }[];
            trucks: {
                /** @description the caller's own name for the thing, unique among its like */
                truck: string;
                loads: string[];
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                leave?: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                back?: string;
                breaks: {
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    from: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    to: string;
                }[];
                /** @description on the way, at the plant and at the site, waiting there included */
                busyMinutes: number;
                /** @description busy share of its shift */
                utilisation: number;
                emptyKm: number;
                loadedKm: number;
            }[];
            orders: {
                /** @description the caller's own name for the thing, unique among its like */
                order: string;
                /** @enum {string} */
                served: "whole" | "part" | "none";
                servedM3: number;
                loads: string[];
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                start?: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                end?: string;
                /** @description every unloading within its window */
                onTime?: boolean;
                greatestGapMinutes?: number;
            }[];
            /** @description the objective, term by term, weights applied */
            terms: {
                unserved: number;
                deviation: number;
                travel: number;
                trucks: number;
                fill: number;
                offWindow: number;
                longGaps: number;
                firstDelay: number;
                overtime: number;
                shortShifts: number;
                peaks: number;
                balance: number;
                reserve: number;
                /** @description constant of the objective */
                base: number;
                total: number;
            };
            metrics: {
                orders: number;
                /** @description wholly */
                ordersServed: number;
                volumeM3: number;
                servedM3: number;
                /** @description proved: no plan serves more */
                servedAtMostM3?: number;
                loads: number;
                trucksUsed: number;
                /** @description mean of the trucks in use; 0.7 to 0.9 is aimed at */
                utilisation: number;
                /** @description greatest less smallest, of the trucks in use */
                utilisationSpread: number;
                balanced: boolean;
                meanDeviationMinutes: number;
                /** @description of the unloadings */
                onTimeShare: number;
                emptyKm: number;
                loadedKm: number;
                /** @description mean share of the drum that is filled */
                fill: number;
            };
            unplaced: {
                /** @description the caller's own name for the thing, unique among its like */
                order: string;
                volumeM3: number;
                reasons: {
                    /** @enum {string} */
                    code: "no-truck-allowed" | "no-plant-allowed" | "no-way" | "volume-too-small" | "volume-too-large" | "window-too-short" | "lifetime-too-short" | "trucks-busy" | "docks-busy" | "site-busy" | "gap-too-short" | "shift-too-short" | "costs-more-than-it-saves" | "not-tried";
                    message: string;
                }[];
                relaxations: {
                    /** @enum {string} */
                    what: "window-earlier" | "window-later" | "lifetime" | "gap" | "capacity" | "truck" | "overtime" | "dock" | "other-shift" | "split";
                    /** @description minutes, m3 or trucks */
                    by: number;
                    /** @enum {string} */
                    unit: "minutes" | "m3" | "trucks" | "docks" | "shifts";
                    /** @description the caller's own name for the thing, unique among its like */
                    truck?: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    plant?: string;
                    /**
                     * Format: date-time
                     * @description of the truck or shift to be added
                     */
                    from?: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    to?: string;
                    /** @description that it makes placeable, of what is unplaced */
                    volumeM3: number;
                    message: string;
                }[];
                /**
                 * Format: date-time
                 * @description earliest start of its first unloading, were its window open-ended
                 */
                earliest?: string;
            }[];
        } | {
            /** @constant */
            mode: "check";
            objectiveUnit: string;
            loads: {
                /** @description order, and the number of the load among its loads, from 1 */
                id: string;
                /** @description the caller's own name for the thing, unique among its like */
                order: string;
                number: number;
                /** @description the caller's own name for the thing, unique among its like */
                truck: string;
                /** @description the caller's own name for the thing, unique among its like */
                plant: string;
                dock: number;
                volumeM3: number;
                /**
                 * Format: date-time
                 * @description leaves home or the site before for the plant
                 */
                leave: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                plantArrival: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                loadStart: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                loadEnd: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                siteArrival: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                unloadStart: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                unloadEnd: string;
                /**
                 * Format: date-time
                 * @description after washing and the buffer
                 */
                siteLeave: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                idealStart?: string;
                /** @description planned less ideal start of unloading */
                deviationMinutes?: number;
                /** @description of the concrete at the end of unloading */
                ageMinutes: number;
                /** @description kept free before and after unloading */
                bufferMinutes: number;
                fixed?: boolean;
                risk?: {
                    /** @enum {string} */
                    level: "low" | "medium" | "high";
                    /** @description of the lifetime, its margin included */
                    lifetimeSlackMinutes: number;
                    /** @description until the window or the latest start is missed */
                    windowSlackMinutes: number;
                    /** @description until a gap of its pour is too long */
                    gapSlackMinutes?: number;
                    /** @description orders that a delay of 10 minutes of this load would push out of a limit */
                    delayHits: string[];
                };
            }[];
            trucks: {
                /** @description the caller's own name for the thing, unique among its like */
                truck: string;
                loads: string[];
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                leave?: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                back?: string;
                breaks: {
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    from: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    to: string;
                }[];
                /** @description on the way, at the plant and at the site, waiting there included */
                busyMinutes: number;
                /** @description busy share of its shift */
                utilisation: number;
                emptyKm: number;
                loadedKm: number;
            }[];
            orders: {
                /** @description the caller's own name for the thing, unique among its like */
                order: string;
                /** @enum {string} */
                served: "whole" | "part" | "none";
                servedM3: number;
                loads: string[];
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                start?: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                end?: string;
                /** @description every unloading within its window */
                onTime?: boolean;
                greatestGapMinutes?: number;
            }[];
            /** @description the objective, term by term, weights applied */
            terms: {
                unserved: number;
                deviation: number;
                travel: number;
                trucks: number;
                fill: number;
                offWindow: number;
                longGaps: number;
                firstDelay: number;
                overtime: number;
                shortShifts: number;
                peaks: number;
                balance: number;
                reserve: number;
                /** @description constant of the objective */
                base: number;
                total: number;
            };
            metrics: {
                orders: number;
                /** @description wholly */
                ordersServed: number;
                volumeM3: number;
                servedM3: number;
                /** @description proved: no plan serves more */
                servedAtMostM3?: number;
                loads: number;
                trucksUsed: number;
                /** @description mean of the trucks in use; 0.7 to 0.9 is aimed at */
                utilisation: number;
                /** @description greatest less smallest, of the trucks in use */
                utilisationSpread: number;
                balanced: boolean;
                meanDeviationMinutes: number;
                /** @description of the unloadings */
                onTimeShare: number;
                emptyKm: number;
                loadedKm: number;
                /** @description mean share of the drum that is filled */
                fill: number;
            };
            /** @description most costly first */
            violations: {
                /** @enum {string} */
                rule: "capacity" | "least-load" | "truck-allowed" | "plant-allowed" | "one-plant" | "volume" | "whole-order" | "plant-hours" | "dock" | "way" | "travel" | "lifetime" | "window" | "latest-first" | "gap-least" | "gap-greatest" | "site-busy" | "follows" | "shift" | "last-unloading" | "break" | "fixed";
                /** @description the caller's own name for the thing, unique among its like */
                order?: string;
                /** @description the caller's own name for the thing, unique among its like */
                truck?: string;
                /** @description the caller's own name for the thing, unique among its like */
                plant?: string;
                /** @description the caller's own name for the thing, unique among its like */
                load?: string;
                message: string;
                /** @description how far beyond the limit */
                by: number;
                /** @enum {string} */
                unit: "minutes" | "m3" | "loads";
                /** @description by the prices of the request where it names one, else 10 per minute and 1000 per m3 or load */
                cost: number;
            }[];
            violationCost: number;
        } | {
            /** @constant */
            mode: "recommend";
            objectiveUnit: string;
            /** @description of each order the best first; each stands for itself */
            recommendations: {
                /** @description the caller's own name for the thing, unique among its like */
                order: string;
                rank: number;
                loads: {
                    /** @description order, and the number of the load among its loads, from 1 */
                    id: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    number: number;
                    /** @description the caller's own name for the thing, unique among its like */
                    truck: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    plant: string;
                    dock: number;
                    volumeM3: number;
                    /**
                     * Format: date-time
                     * @description leaves home or the site before for the plant
                     */
                    leave: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    plantArrival: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    loadStart: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    loadEnd: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    siteArrival: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    unloadStart: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    unloadEnd: string;
                    /**
                     * Format: date-time
                     * @description after washing and the buffer
                     */
                    siteLeave: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    idealStart?: string;
                    /** @description planned less ideal start of unloading */
                    deviationMinutes?: number;
                    /** @description of the concrete at the end of unloading */
                    ageMinutes: number;
                    /** @description kept free before and after unloading */
                    bufferMinutes: number;
                    fixed?: boolean;
                    risk?: {
                        /** @enum {string} */
                        level: "low" | "medium" | "high";
                        /** @description of the lifetime, its margin included */
                        lifetimeSlackMinutes: number;
                        /** @description until the window or the latest start is missed */
                        windowSlackMinutes: number;
                        /** @description until a gap of its pour is too long */
                        gapSlackMinutes?: number;
                        /** @description orders that a delay of 10 minutes of this load would push out of a limit */
                        delayHits: string[];
                    };
                }[];
                /** @description of the objective */
                costIncrease: number;
                /** @description of its first unloading from its ideal start */
                deviationMinutes: number;
                /** @description loads of the plan that move: by how much their unloading and their loading come later */
                shifted: {
                    /** @description the caller's own name for the thing, unique among its like */
                    load: string;
                    minutes: number;
                    loadingMinutes: number;
                }[];
            }[];
            /** @description orders for which there is no place */
            unplaced: {
                /** @description the caller's own name for the thing, unique among its like */
                order: string;
                volumeM3: number;
                reasons: {
                    /** @enum {string} */
                    code: "no-truck-allowed" | "no-plant-allowed" | "no-way" | "volume-too-small" | "volume-too-large" | "window-too-short" | "lifetime-too-short" | "trucks-busy" | "docks-busy" | "site-busy" | "gap-too-short" | "shift-too-short" | "costs-more-than-it-saves" | "not-tried";
                    message: string;
                }[];
                relaxations: {
                    /** @enum {string} */
                    what: "window-earlier" | "window-later" | "lifetime" | "gap" | "capacity" | "truck" | "overtime" | "dock" | "other-shift" | "split";
                    /** @description minutes, m3 or trucks */
                    by: number;
                    /** @enum {string} */
                    unit: "minutes" | "m3" | "trucks" | "docks" | "shifts";
                    /** @description the caller's own name for the thing, unique among its like */
                    truck?: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    plant?: string;
                    /**
                     * Format: date-time
                     * @description of the truck or shift to be added
                     */
                    from?: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    to?: string;
                    /** @description that it makes placeable, of what is unplaced */
                    volumeM3: number;
                    message: string;
                }[];
                /**
                 * Format: date-time
                 * @description earliest start of its first unloading, were its window open-ended
                 */
                earliest?: string;
            }[];
        } | {
            /** @constant */
            mode: "rounds";
            objectiveUnit: string;
            rounds: {
                /** @description the caller's own name for the thing, unique among its like */
                van: string;
                /** @description of the van, from 1 */
                number: number;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                leave: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                back: string;
                load: number;
                km: number;
                drops: {
                    /** @description the caller's own name for the thing, unique among its like */
                    drop: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    arrival: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    start: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    end: string;
                    slackMinutes: number;
                }[];
            }[];
            unserved: {
                /** @description the caller's own name for the thing, unique among its like */
                drop: string;
                reason: string;
            }[];
            terms: {
                vans: number;
                km: number;
                /** @description cost of what is not served */
                unserved: number;
                total: number;
            };
            metrics: {
                drops: number;
                served: number;
                rounds: number;
                /** @description mean share of the capacity that is used */
                fill: number;
                waitingMinutes: number;
            };
        };
        RepairPlan: {
            /** @constant */
            mode: "dispatch";
            objectiveUnit: string;
            /**
             * Format: date-time
             * @description ISO 8601 date and time with offset or Z
             */
            now: string;
            /** @description the shift as it is after events and facts: what started is `fixed` */
            shift: {
                /** @constant */
                mode: "plan";
                /**
                 * Format: date-time
                 * @description second 0; its offset tells the clock of the site
                 * @default 1970-01-01T00:00:00Z
                 */
                start: string;
                /**
                 * @description length of the shift
                 * @default 720
                 */
                shiftMinutes: number;
                places: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    lat?: number;
                    lng?: number;
                    /** @description on a flat map, instead of lat and lng */
                    xKm?: number;
                    yKm?: number;
                }[];
                /** @description how long it takes from place to place */
                travel: {
                    /**
                     * @description measured travel, as routing engines give it; a later block overrides an earlier one
                     * @default []
                     */
                    blocks: {
                        from: string[];
                        to: string[];
                        /** @description a row for each of `from`, a column for each of `to`; null: there is no way */
                        seconds: (number | null)[][];
                        /** @description absent: from the time and `speedKmh` */
                        metres?: (number | null)[][];
                        /** @description cost of the leg; absent: `costPerKm` times its length */
                        cost?: (number | null)[][];
                    }[];
                    /**
                     * @description between places with coordinates only
                     * @default 40
                     */
                    speedKmh: number;
                    /** @description longer legs go at `fastSpeedKmh` all the way */
                    fastFromKm?: number;
                    /** @default 60 */
                    fastSpeedKmh: number;
                    /**
                     * @description road over straight line
                     * @default 1.3
                     */
                    detour: number;
                    /** @default 0 */
                    costPerKm: number;
                    /**
                     * @description travel under way in these hours takes so many times as long; a truck that leaves later never arrives earlier
                     * @default []
                     */
                    traffic: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                        factor: number;
                        /** @description only legs from or to these; absent: all */
                        places?: string[];
                    }[];
                };
                /** @default [] */
                grades: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description from the start of loading to the end of unloading
                     * @default 90
                     */
                    lifetimeMinutes: number;
                }[];
                plants: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    place: string;
                    /**
                     * @description trucks loaded at the same time; null: any number
                     * @default 1
                     */
                    docks: number | null;
                    /** @description first start and last end of loading; absent: always */
                    hours?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                    };
                    /** @default 3 */
                    loadMinutesPerM3: number;
                    /** @default 0 */
                    loadFixedMinutes: number;
                    /** @description absent: `parameters.smallLoadMinutes` */
                    leastLoadMinutes?: number;
                    /** @description from start to start on a dock; absent: a dock is free when its loading ends */
                    spacingMinutes?: number;
                    /**
                     * @description adjusting and papers, off the dock, before the truck drives off
                     * @default 0
                     */
                    afterLoadingMinutes: number;
                    /** @description absent: all */
                    grades?: string[];
                }[];
                trucks: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    capacityM3: number;
                    /** @description place where its shift begins */
                    home: string;
                    /** @description place where it ends; absent: its home; null: wherever it is then */
                    end?: string | null;
                    /** @description leaves its home and is back; absent: the shift of the problem */
                    shift?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                    };
                    /**
                     * @description beyond the end of its shift, at `overtimePerMinute`
                     * @default 0
                     */
                    overtimeMinutes: number;
                    /** @default 1 */
                    overtimePerMinute: number;
                    /** @description no unloading starts later */
                    lastUnloading?: number | string;
                    /**
                     * @description begun in [from, to], with an empty drum; all of them are taken
                     * @default []
                     */
                    breaks: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description latest start */
                        to: number | string;
                        minutes: number;
                    }[];
                    /** @default 2.5 */
                    unloadMinutesPerM3: number;
                    /** @default 0 */
                    unloadFixedMinutes: number;
                    /**
                     * @description after each unloading, before it leaves the site
                     * @default 0
                     */
                    washMinutes: number;
                    /** @default 0 */
                    costPerUse: number;
                    /**
                     * @description the best trucks keep time for orders with `vip`
                     * @default 1
                     */
                    fitness: number;
                    /**
                     * @description false: not to be used
                     * @default true
                     */
                    working: boolean;
                    /** @default [] */
                    equipment: string[];
                    /** @description where its next leg begins, and not before when, once its fixed loads are done; absent: at the site of the last of them as soon as it is free there; without any, at home when its shift begins */
                    standing?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        place: string;
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                    };
                }[];
                orders: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    client?: string;
                    /**
                     * @default normal
                     * @enum {string}
                     */
                    priority: "normal" | "high" | "critical";
                    /**
                     * @description may use the time that the best trucks keep
                     * @default false
                     */
                    vip: boolean;
                    /** @description the caller's own name for the thing, unique among its like */
                    place: string;
                    volumeM3: number;
                    /** @description the caller's own name for the thing, unique among its like */
                    grade?: string;
                    /** @description when it may be unloaded; absent: at any time */
                    window?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                        /**
                         * @description false: at a price within `parameters.tolerances.windowMinutes`
                         * @default true
                         */
                        hard: boolean;
                        /**
                         * @description outside, for windows that are not hard
                         * @default 10
                         */
                        pricePerMinute: number;
                        /**
                         * @description what `to` is about
                         * @default unloading-end
                         * @enum {string}
                         */
                        ends: "unloading-end" | "unloading-start";
                    };
                    /** @description wanted start of the first unloading; absent: the start of the window */
                    ideal?: number | string;
                    /** @description latest start of the first unloading */
                    latestFirst?: number | string;
                    /**
                     * @description poured without a break: gaps are limited
                     * @default false
                     */
                    continuous: boolean;
                    /** @description between two unloadings; absent: 30 if continuous, else any */
                    greatestGapMinutes?: number;
                    /** @default 0 */
                    leastGapMinutes: number;
                    /** @description a gap may be longer by `parameters.tolerances.gapMinutes`, at this price */
                    gapPricePerMinute?: number;
                    /**
                     * @default end-to-start
                     * @enum {string}
                     */
                    gapsCount: "end-to-start" | "start-to-start";
                    /**
                     * @description of the site: its risk buffer
                     * @default 0
                     */
                    difficulty: number;
                    /** @description absent: that of the grade, else 90 */
                    lifetimeMinutes?: number;
                    /** @description absent: that of the truck */
                    unloadMinutesPerM3?: number;
                    /** @default 0 */
                    unloadFixedMinutes: number;
                    /**
                     * @description that a truck must have
                     * @default []
                     */
                    equipment: string[];
                    /** @description absent: any */
                    trucks?: string[];
                    /** @description absent: any that makes the grade */
                    plants?: string[];
                    /**
                     * @description all its loads come from the same plant
                     * @default false
                     */
                    onePlant: boolean;
                    /**
                     * @description may be served in part
                     * @default false
                     */
                    partial: boolean;
                    /**
                     * @description every truck leaves full; what is too much is lost
                     * @default false
                     */
                    fullTrucks: boolean;
                    /** @description penalty of what is not served; absent: 1000 per m3, twice that for high and four times for critical priority */
                    unserved?: {
                        /** @default 0 */
                        fixed: number;
                        /** @default 0 */
                        perM3: number;
                        /** @description of the whole order */
                        outsourcing?: number;
                    };
                    /** @description comes right after another order of the same place */
                    after?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        order: string;
                        /** @default 0 */
                        leastMinutes: number;
                        greatestMinutes?: number;
                    };
                }[];
                parameters: {
                    /** @description score of a truck for a load, while the first plan is built */
                    scoring: {
                        /**
                         * @description W1: nearness to the ideal time
                         * @default 0.4
                         */
                        time: number;
                        /**
                         * @description W2: short empty run
                         * @default 0.3
                         */
                        distance: number;
                        /**
                         * @description W3: full truck
                         * @default 0.2
                         */
                        fill: number;
                        /**
                         * @description W4: priority of the client
                         * @default 0.1
                         */
                        priority: number;
                    };
                    /** @description difficulty of an order: the hardest are placed first */
                    difficulty: {
                        /** @default 0.4 */
                        priority: number;
                        /** @default 0.3 */
                        urgency: number;
                        /** @default 0.2 */
                        volume: number;
                        /** @default 0.1 */
                        logistics: number;
                        /**
                         * @description volume that counts as 1
                         * @default 10
                         */
                        standardVolumeM3: number;
                    };
                    /** @description choice among the ways to split an order into loads */
                    splitting: {
                        /**
                         * @description per load
                         * @default 1
                         */
                        loads: number;
                        /**
                         * @description per m3 of capacity that is left empty
                         * @default 0.1
                         */
                        unused: number;
                        /**
                         * @description per minute of the longest interval between two loads
                         * @default 0.01
                         */
                        spacing: number;
                        /**
                         * @description no smaller loads, unless the order is smaller
                         * @default 1
                         */
                        leastLoadM3: number;
                    };
                    tolerances: {
                        /**
                         * @description outside a priced window, at its price
                         * @default 15
                         */
                        windowMinutes: number;
                        /**
                         * @description beyond the greatest gap of a pour, at a price
                         * @default 5
                         */
                        gapMinutes: number;
                        /**
                         * @description kept in reserve of the lifetime of the concrete
                         * @default 10
                         */
                        lifetimeMinutes: number;
                    };
                    buffers: {
                        /**
                         * @description operating buffer: share of the travel to the site
                         * @default 0.1
                         */
                        travelShare: number;
                        /**
                         * @description risk buffer of an easy site
                         * @default 5
                         */
                        riskLeastMinutes: number;
                        /**
                         * @description risk buffer of the most difficult site
                         * @default 15
                         */
                        riskGreatestMinutes: number;
                        /**
                         * @description share of both before unloading; the rest after it
                         * @default 0.5
                         */
                        beforeShare: number;
                    };
                    reserve: {
                        /**
                         * @description share of the best trucks' time kept for orders with `vip`
                         * @default 0.1
                         */
                        vipShare: number;
                        /**
                         * @description share of the fleet, by fitness, that counts as best
                         * @default 0.25
                         */
                        bestTrucks: number;
                        /** @default 1 */
                        costPerMinute: number;
                    };
                    /** @description hours to be avoided if one can, by the clock of `start` */
                    peaks: {
                        /**
                         * @default [
                         *       {
                         *         "from": "08:00",
                         *         "to": "10:00"
                         *       },
                         *       {
                         *         "from": "17:00",
                         *         "to": "19:00"
                         *       }
                         *     ]
                         */
                        hours: {
                            /** @description time of day HH:MM, local to the site */
                            from: string;
                            /** @description time of day HH:MM, local to the site */
                            to: string;
                        }[];
                        /**
                         * @description per unloading that starts in them
                         * @default 1
                         */
                        cost: number;
                    };
                    /**
                     * @description least time of a loading
                     * @default 15
                     */
                    smallLoadMinutes: number;
                    /**
                     * @description how many placements may be taken back to place one
                     * @default 3
                     */
                    backtracking: number;
                    /**
                     * @description difference of utilisation that the plan metrics accept
                     * @default 0.2
                     */
                    balanceTolerance: number;
                };
                objective: {
                    /** @constant */
                    name: "shift";
                    /**
                     * @description alpha: per squared minute between ideal and planned start of unloading
                     * @default 0.01
                     */
                    deviation: number;
                    /**
                     * @description beta: per km driven empty
                     * @default 1
                     */
                    emptyTravel: number;
                    /**
                     * @description gamma: per squared empty share of a truck
                     * @default 10
                     */
                    fill: number;
                    /**
                     * @description delta: per unit of penalty (unserved, off window, long gap, peak hour, overtime)
                     * @default 1
                     */
                    penalties: number;
                    /**
                     * @description per truck and squared difference from the mean utilisation
                     * @default 20
                     */
                    balance: number;
                } | {
                    /** @constant */
                    name: "served-volume";
                } | {
                    /** @constant */
                    name: "delivery-cost";
                } | {
                    /** @constant */
                    name: "travel-and-delay";
                    /** @default 100000 */
                    undeliveredPerM3: number;
                    /**
                     * @description first unloading of a site after its ideal time
                     * @default 1000
                     */
                    firstDelayPerMinute: number;
                    /**
                     * @description shift of a driver shorter than `leastShiftMinutes`
                     * @default 30
                     */
                    underusePerMinute: number;
                    /** @default 180 */
                    leastShiftMinutes: number;
                    /**
                     * @description beyond `shift.to` of the truck
                     * @default 20
                     */
                    overtimePerMinute: number;
                };
                /**
                 * @description loads that must stay, each with both times
                 * @default []
                 */
                fixed: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    truck: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    plant: string;
                    /** @description from 0; absent: chosen */
                    dock?: number;
                    /** @description absent: as much as the truck takes of what is left */
                    volumeM3?: number;
                    /** @description whole seconds from `start`, or an instant */
                    loadStart?: number | string;
                    /** @description whole seconds from `start`, or an instant */
                    unloadStart?: number | string;
                }[];
            };
            /** @description of one point, in units of the objective of the shift */
            pointPrice: number;
            /** @description of the plan that runs */
            loads: {
                done: string[];
                /** @description started or held: fixed where they are */
                underWay: string[];
                open: string[];
                /** @description with a cancelled order or stuck on a truck */
                gone: string[];
            };
            clusters: {
                events: number[];
                /** @description the most urgent of them */
                dominant: number;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                from: string;
                affected: string[];
            }[];
            affected: {
                /** @description the caller's own name for the thing, unique among its like */
                load: string;
                /** @description the caller's own name for the thing, unique among its like */
                order: string;
                reason: {
                    /** @enum {string} */
                    code: "truck-out" | "truck-late" | "too-old" | "plant-stopped" | "dock-taken" | "site-taken" | "road-slower" | "order-cancelled" | "order-changed" | "order-added" | "order-incomplete" | "makes-room" | "pays";
                    message: string;
                    /** @description index of the event behind it */
                    event?: number;
                };
                /** @enum {string} */
                urgency: "on-board" | "next-hours" | "later";
                criticality: {
                    priority: number;
                    viability: number;
                    penalty: number;
                    logistics: number;
                    influence: number;
                    overall: number;
                };
                /** @description in the order of rescue */
                rank: number;
            }[];
            rescues: {
                /** @description of the plan that runs, with concrete on board */
                load: string;
                /** @enum {string} */
                action: "transfer" | "divert" | "loss";
                /** @description that gets it; absent: nobody */
                order?: string;
                /** @description that brings it */
                truck?: string;
                /** @description transfer: the plant of `shift` that stands for the truck it comes from */
                plant?: string;
                /**
                 * Format: date-time
                 * @description transfer: when it begins
                 */
                loadStart?: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 date and time with offset or Z
                 */
                unloadStart?: string;
                volumeM3: number;
                /** @description at the end of unloading */
                ageMinutes?: number;
                reason: {
                    /** @enum {string} */
                    code: "truck-out" | "truck-late" | "too-old" | "plant-stopped" | "dock-taken" | "site-taken" | "road-slower" | "order-cancelled" | "order-changed" | "order-added" | "order-incomplete" | "makes-room" | "pays";
                    message: string;
                    /** @description index of the event behind it */
                    event?: number;
                };
                message: string;
            }[];
            options: {
                /** @enum {string} */
                name: "fewest-changes" | "least-lateness" | "least-cost" | "hired-truck";
                /** @description trucks beside those of `shift` */
                hired: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    capacityM3: number;
                    /** @description place where its shift begins */
                    home: string;
                    /** @description place where it ends; absent: its home; null: wherever it is then */
                    end?: string | null;
                    /** @description leaves its home and is back; absent: the shift of the problem */
                    shift?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                    };
                    /**
                     * @description beyond the end of its shift, at `overtimePerMinute`
                     * @default 0
                     */
                    overtimeMinutes: number;
                    /** @default 1 */
                    overtimePerMinute: number;
                    /** @description no unloading starts later */
                    lastUnloading?: number | string;
                    /**
                     * @description begun in [from, to], with an empty drum; all of them are taken
                     * @default []
                     */
                    breaks: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description latest start */
                        to: number | string;
                        minutes: number;
                    }[];
                    /** @default 2.5 */
                    unloadMinutesPerM3: number;
                    /** @default 0 */
                    unloadFixedMinutes: number;
                    /**
                     * @description after each unloading, before it leaves the site
                     * @default 0
                     */
                    washMinutes: number;
                    /** @default 0 */
                    costPerUse: number;
                    /**
                     * @description the best trucks keep time for orders with `vip`
                     * @default 1
                     */
                    fitness: number;
                    /**
                     * @description false: not to be used
                     * @default true
                     */
                    working: boolean;
                    /** @default [] */
                    equipment: string[];
                    /** @description where its next leg begins, and not before when, once its fixed loads are done; absent: at the site of the last of them as soon as it is free there; without any, at home when its shift begins */
                    standing?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        place: string;
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                    };
                }[];
                plan: {
                    /** @constant */
                    mode: "plan";
                    objectiveUnit: string;
                    loads: {
                        /** @description order, and the number of the load among its loads, from 1 */
                        id: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        order: string;
                        number: number;
                        /** @description the caller's own name for the thing, unique among its like */
                        truck: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        plant: string;
                        dock: number;
                        volumeM3: number;
                        /**
                         * Format: date-time
                         * @description leaves home or the site before for the plant
                         */
                        leave: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        plantArrival: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        loadStart: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        loadEnd: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        siteArrival: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        unloadStart: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        unloadEnd: string;
                        /**
                         * Format: date-time
                         * @description after washing and the buffer
                         */
                        siteLeave: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        idealStart?: string;
                        /** @description planned less ideal start of unloading */
                        deviationMinutes?: number;
                        /** @description of the concrete at the end of unloading */
                        ageMinutes: number;
                        /** @description kept free before and after unloading */
                        bufferMinutes: number;
                        fixed?: boolean;
                        risk?: {
                            /** @enum {string} */
                            level: "low" | "medium" | "high";
                            /** @description of the lifetime, its margin included */
                            lifetimeSlackMinutes: number;
                            /** @description until the window or the latest start is missed */
                            windowSlackMinutes: number;
                            /** @description until a gap of its pour is too long */
                            gapSlackMinutes?: number;
                            /** @description orders that a delay of 10 minutes of this load would push out of a limit */
                            delayHits: string[];
                        };
                    }[];
                    trucks: {
                        /** @description the caller's own name for the thing, unique among its like */
                        truck: string;
                        loads: string[];
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        leave?: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        back?: string;
                        breaks: {
                            /**
                             * Format: date-time
                             * @description ISO 8601 date and time with offset or Z
                             */
                            from: string;
                            /**
                             * Format: date-time
                             * @description ISO 8601 date and time with offset or Z
                             */
                            to: string;
                        }[];
                        /** @description on the way, at the plant and at the site, waiting there included */
                        busyMinutes: number;
                        /** @description busy share of its shift */
                        utilisation: number;
                        emptyKm: number;
                        loadedKm: number;
                    }[];
                    orders: {
                        /** @description the caller's own name for the thing, unique among its like */
                        order: string;
                        /** @enum {string} */
                        served: "whole" | "part" | "none";
                        servedM3: number;
                        loads: string[];
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        start?: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        end?: string;
                        /** @description every unloading within its window */
                        onTime?: boolean;
                        greatestGapMinutes?: number;
                    }[];
                    /** @description the objective, term by term, weights applied */
                    terms: {
                        unserved: number;
                        deviation: number;
                        travel: number;
                        trucks: number;
                        fill: number;
                        offWindow: number;
                        longGaps: number;
                        firstDelay: number;
                        overtime: number;
                        shortShifts: number;
                        peaks: number;
                        balance: number;
                        reserve: number;
                        /** @description constant of the objective */
                        base: number;
                        total: number;
                    };
                    metrics: {
                        orders: number;
                        /** @description wholly */
                        ordersServed: number;
                        volumeM3: number;
                        servedM3: number;
                        /** @description proved: no plan serves more */
                        servedAtMostM3?: number;
                        loads: number;
                        trucksUsed: number;
                        /** @description mean of the trucks in use; 0.7 to 0.9 is aimed at */
                        utilisation: number;
                        /** @description greatest less smallest, of the trucks in use */
                        utilisationSpread: number;
                        balanced: boolean;
                        meanDeviationMinutes: number;
                        /** @description of the unloadings */
                        onTimeShare: number;
                        emptyKm: number;
                        loadedKm: number;
                        /** @description mean share of the drum that is filled */
                        fill: number;
                    };
                    unplaced: {
                        /** @description the caller's own name for the thing, unique among its like */
                        order: string;
                        volumeM3: number;
                        reasons: {
                            /** @enum {string} */
                            code: "no-truck-allowed" | "no-plant-allowed" | "no-way" | "volume-too-small" | "volume-too-large" | "window-too-short" | "lifetime-too-short" | "trucks-busy" | "docks-busy" | "site-busy" | "gap-too-short" | "shift-too-short" | "costs-more-than-it-saves" | "not-tried";
                            message: string;
                        }[];
                        relaxations: {
                            /** @enum {string} */
                            what: "window-earlier" | "window-later" | "lifetime" | "gap" | "capacity" | "truck" | "overtime" | "dock" | "other-shift" | "split";
                            /** @description minutes, m3 or trucks */
                            by: number;
                            /** @enum {string} */
                            unit: "minutes" | "m3" | "trucks" | "docks" | "shifts";
                            /** @description the caller's own name for the thing, unique among its like */
                            truck?: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            plant?: string;
                            /**
                             * Format: date-time
                             * @description of the truck or shift to be added
                             */
                            from?: string;
                            /**
                             * Format: date-time
                             * @description ISO 8601 date and time with offset or Z
                             */
                            to?: string;
                            /** @description that it makes placeable, of what is unplaced */
                            volumeM3: number;
                            message: string;
                        }[];
                        /**
                         * Format: date-time
                         * @description earliest start of its first unloading, were its window open-ended
                         */
                        earliest?: string;
                    }[];
                };
                /** @description objective of the shift */
                cost: number;
                /** @description of all changes and promises */
                points: number;
                /** @description cost + points x `pointPrice`; the objective of the answer is the least one of an option that hires nobody */
                total: number;
                /** @description of the shift, against the plan that runs */
                extraCost: number;
                /** @description those with the greatest points first */
                changes: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description of the plan that runs; absent: a load more */
                    load?: string;
                    /** @description of the option; absent: not carried out */
                    becomes?: string;
                    what: ("truck" | "plant" | "volume" | "earlier" | "later" | "dropped" | "added")[];
                    was?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        truck: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        plant: string;
                        volumeM3: number;
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        loadStart: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        unloadStart: string;
                    };
                    is?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        truck: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        plant: string;
                        volumeM3: number;
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        loadStart: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        unloadStart: string;
                    };
                    /** @description by which unloading starts later; 0 where one of the two is absent */
                    minutes: number;
                    points: number;
                    reason: {
                        /** @enum {string} */
                        code: "truck-out" | "truck-late" | "too-old" | "plant-stopped" | "dock-taken" | "site-taken" | "road-slower" | "order-cancelled" | "order-changed" | "order-added" | "order-incomplete" | "makes-room" | "pays";
                        message: string;
                        /** @description index of the event behind it */
                        event?: number;
                    };
                    /** @description 1: hit by the event itself; else one more than the change that it makes room for */
                    depth: number;
                }[];
                /** @description loads of the plan that are carried out otherwise or not, and loads more */
                changedLoads: number;
                /** @description of the plan that runs: neither frozen nor gone with its order */
                openLoads: number;
                /** @description of the open loads */
                untouchedShare: number;
                depth: number;
                /** @description trucks that lose, get or move a load */
                width: number;
                lateness: {
                    loads: number;
                    /** @description later than promised by more than `promiseMinutes` */
                    m3: number;
                    /** @description sum over loads */
                    minutes: number;
                    greatestMinutes: number;
                };
                /** @description promised and not served */
                lostM3: number;
                /** @description concrete on board that is poured away */
                wastedM3: number;
                notices: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    client?: string;
                    /** @enum {string} */
                    what: "later" | "earlier" | "less" | "not-served" | "added" | "cancelled";
                    /**
                     * Format: date-time
                     * @description first unloading that is still open, in the plan that runs
                     */
                    was?: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    is?: string;
                    minutes?: number;
                    missingM3?: number;
                    message: string;
                }[];
                unrescued: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description promised by the plan that runs, by a change or a new order, and not served */
                    volumeM3: number;
                    reasons: {
                        /** @enum {string} */
                        code: "no-truck-allowed" | "no-plant-allowed" | "no-way" | "volume-too-small" | "volume-too-large" | "window-too-short" | "lifetime-too-short" | "trucks-busy" | "docks-busy" | "site-busy" | "gap-too-short" | "shift-too-short" | "costs-more-than-it-saves" | "not-tried";
                        message: string;
                    }[];
                    suggestions: {
                        /** @enum {string} */
                        what: "window-earlier" | "window-later" | "lifetime" | "gap" | "capacity" | "truck" | "overtime" | "dock" | "other-shift" | "split";
                        /** @description minutes, m3 or trucks */
                        by: number;
                        /** @enum {string} */
                        unit: "minutes" | "m3" | "trucks" | "docks" | "shifts";
                        /** @description the caller's own name for the thing, unique among its like */
                        truck?: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        plant?: string;
                        /**
                         * Format: date-time
                         * @description of the truck or shift to be added
                         */
                        from?: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        to?: string;
                        /** @description that it makes placeable, of what is unplaced */
                        volumeM3: number;
                        message: string;
                    }[];
                    /** @enum {string} */
                    severity: "critical" | "high" | "medium" | "low";
                    /** @description for the dispatcher */
                    text: string;
                }[];
                /** @description efficiency of the repair */
                score: {
                    reaction: number;
                    quality: number;
                    stability: number;
                    clients: number;
                    /** @description 0.3, 0.4, 0.2 and 0.1 of the four */
                    total: number;
                };
                features: {
                    affectedLoads: number;
                    /** @description of the orders affected: normal 1, high 2, critical 4 */
                    meanPriority: number;
                    /** @description m3 affected, times priority */
                    riskM3: number;
                    /** @description from now to the last load that changes */
                    horizonMinutes: number;
                    trucksAvailable: number;
                    /** @description from plant to site, of the loads affected */
                    meanKm: number;
                    fill: number;
                    /** @description mean, of the loads that change */
                    lifetimeSlackMinutes: number;
                    /** @description 1: easy sites, 10: the most difficult */
                    logistics: number;
                    /** @description 0: fair */
                    weather: number;
                    /** @description 0: free roads */
                    traffic: number;
                    /** @description share of past repairs of this sort that went well; 0.5 where there are none */
                    reliability: number;
                };
                /** @description of the model fitted to the history; changes nothing in the option */
                prediction?: {
                    successProbability: number;
                    recoveryMinutes: number;
                    /** @description money: as likely to be more as to be less */
                    loss: number;
                    quality: number;
                    /** @description of the four, weighed 0.35, 0.25, 0.20, 0.20 among the options; greatest is best */
                    score: number;
                    /** @description by score; a best one that is unusual gives way to the second best, unless that is too */
                    rank: number;
                    /** @description unlike anything in the history: not to be relied on */
                    unusual: boolean;
                };
            }[];
            /** @enum {string} */
            recommended: "fewest-changes" | "least-lateness" | "least-cost" | "hired-truck";
            effort: {
                /** @enum {string} */
                mode: "emergency" | "operative" | "thorough" | "analytic";
                /**
                 * @description greatest that was searched
                 * @enum {string}
                 */
                zone: "none" | "ripple" | "perimeter" | "shift";
                /** @description of the budget, until the first answer; 0 where only iterations count */
                reactionMs: number;
                /** @description reaction time of the most urgent event */
                limitMs: number;
            };
            /** @description where something could not be rescued: for the dispatcher */
            escalation?: {
                /** @enum {string} */
                severity: "critical" | "high" | "medium" | "low";
                text: string;
                actions: string[];
            };
            /** @description how far the predictions can be relied on */
            calibration?: {
                outcomes: number;
                /** @description mean squared error of the probability, cross-validated */
                brier?: number;
                /** @description the same of always saying the share of successes: to be better than */
                baseBrier?: number;
                /** @description mean distance of prediction and outcome, cross-validated */
                meanErrors?: {
                    recoveryMinutes: number;
                    loss: number;
                    quality: number;
                };
                /** @description cross-validated: predicted against observed share of successes */
                bins: {
                    from: number;
                    to: number;
                    count: number;
                    predicted: number;
                    observed: number;
                }[];
                note: string;
            };
        } | {
            /** @constant */
            mode: "melt";
            objectiveUnit: string;
            /**
             * Format: date-time
             * @description ISO 8601 date and time with offset or Z
             */
            now: string;
            /** @description as it is after events and facts: what started is fixed; the next repair starts here */
            problem: {
                /**
                 * @description how heats are spoken of: a heat-treatment batch is a heat whose grade is its regime
                 * @default melt
                 * @enum {string}
                 */
                process: "melt" | "heat-treatment";
                /**
                 * @default kg
                 * @enum {string}
                 */
                massUnit: "kg" | "g";
                /** @description poured masses (piece mass / yield) are rounded up to a multiple of it; default one gram */
                massStep?: number;
                /**
                 * @description capacity dimensions beside mass, e.g. positions or floor area
                 * @default []
                 */
                dimensions: string[];
                lines: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description name or drawing number, for people */
                    casting?: string;
                    /** @description mass of one finished piece in `massUnit`, to the gram */
                    pieceMass: number;
                    /** @description pieces */
                    quantity: number;
                    /** @description the caller's own name for the thing, unique among its like */
                    grade: string;
                    /**
                     * @description 0: must be poured; 1, 2, ...: optional filler, earlier first
                     * @default 0
                     */
                    period: number;
                    /**
                     * @description worth of a kilogram of this line where not everything can be poured
                     * @default 1
                     */
                    priority: number;
                    /** @description worth of a piece of period 0 where not everything can be poured, in place of mass x priority */
                    penaltyPerPiece?: number;
                    /** @description furnaces that may pour it; absent: all that melt its grade */
                    furnaces?: string[];
                    /**
                     * @description finished mass / poured mass: gates and risers count against the furnace
                     * @default 1
                     */
                    yield: number;
                    /**
                     * @description what a piece takes of each further dimension, e.g. positions
                     * @default {}
                     */
                    sizes: {
                        [key: string]: number;
                    };
                }[];
                furnaces: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description least mass of a heat; 0 for heat treatment
                     * @default 0
                     */
                    leastMass: number;
                    /** @description mass in `massUnit`, to the gram */
                    greatestMass: number;
                    /** @description in the whole period; absent: what the calendar admits */
                    mostHeats?: number;
                    /** @description grades it melts; absent: all */
                    grades?: string[];
                    /**
                     * @description capacity of each further dimension
                     * @default {}
                     */
                    capacities: {
                        [key: string]: number;
                    };
                    /**
                     * @description draw while a heat is on
                     * @default 0
                     */
                    powerKw: number;
                    /** @description charge to tap; needed for the spread over shifts */
                    heatMinutes?: number;
                    /**
                     * @description energy of a heat
                     * @default 0
                     */
                    heatKwh: number;
                    /**
                     * @description extra energy of the first heat of a day
                     * @default 0
                     */
                    coldStartKwh: number;
                    /** @description cost of a heat for objective `cheapest-heats`, default 1 */
                    heatCost?: number;
                }[];
                grades: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description cap for a rare grade */
                    mostHeats?: number;
                }[];
                /** @default [] */
                powerGroups: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    furnaces: string[];
                    /** @description summed draw at every moment */
                    limitKw?: number;
                    /** @description furnaces of the group at work at the same moment */
                    mostAtOnce?: number;
                }[];
                calendar?: {
                    /**
                     * @description IANA time zone of the site
                     * @default UTC
                     */
                    timeZone: string;
                    /**
                     * @description shifts of every day that names none of its own
                     * @default []
                     */
                    shifts: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description time of day HH:MM, local to the site */
                        start: string;
                        /** @description not after `start`: on the next day; the shift belongs to the day it begins */
                        end: string;
                        /** @description furnaces at work; absent: all */
                        furnaces?: string[];
                    }[];
                    days: {
                        /**
                         * Format: date
                         * @description calendar day YYYY-MM-DD, local to the site
                         */
                        date: string;
                        shifts?: {
                            /** @description the caller's own name for the thing, unique among its like */
                            id: string;
                            /** @description time of day HH:MM, local to the site */
                            start: string;
                            /** @description not after `start`: on the next day; the shift belongs to the day it begins */
                            end: string;
                            /** @description furnaces at work; absent: all */
                            furnaces?: string[];
                        }[];
                    }[];
                };
                /**
                 * @description most-mass: pour the most (weighted by priority) within the caps, whether or not all can be poured
                 * @default fewest-heats
                 * @enum {string}
                 */
                objective: "fewest-heats" | "cheapest-heats" | "most-mass";
                /**
                 * @description later periods: not at all; into heats that are needed anyway; into every heat available
                 * @default top-up
                 * @enum {string}
                 */
                fill: "none" | "top-up" | "all-heats";
                /**
                 * @description where period 0 cannot be poured in full: plan the most mass, or only say so
                 * @default most-mass
                 * @enum {string}
                 */
                whenImpossible: "most-mass" | "report";
                /** @description place the heats in days and shifts; default: packed where a calendar is given */
                spread?: false | {
                    /**
                     * @description packed: fewest furnace days, so fewest cold starts; even: like load on every day
                     * @default packed
                     * @enum {string}
                     */
                    preference: "packed" | "even";
                };
                /** @description heats already composed: only the spread is asked for */
                givenHeats?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    furnace: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    grade: string;
                    contents: {
                        /** @description the caller's own name for the thing, unique among its like */
                        line: string;
                        pieces: number;
                    }[];
                }[];
                /**
                 * @description pairs of lines of one grade whose pieces must not share a heat
                 * @default []
                 */
                incompatibleLines: [
                    string,
                    string
                ][];
                /**
                 * @description heats poured or charged already
                 * @default []
                 */
                fixedHeats: {
                    /** @description the caller's own name for the thing, unique among its like */
                    furnace: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    grade: string;
                    contents: {
                        /** @description the caller's own name for the thing, unique among its like */
                        line: string;
                        pieces: number;
                    }[];
                    /** @description the caller's own name for the thing, unique among its like */
                    id?: string;
                    /**
                     * Format: date
                     * @description day it counts for; a fixed heat with a day and no start is its first of that day
                     */
                    day?: string;
                    /** @description given back as it is */
                    shift?: string;
                    /**
                     * Format: date-time
                     * @description with `end` and `day`: the other heats are placed around it
                     */
                    start?: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    end?: string;
                }[];
                /** @description heats of the plan before: of plans with the same value of the first stage the one that keeps the most */
                previousHeats?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    furnace: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    grade: string;
                    contents: {
                        /** @description the caller's own name for the thing, unique among its like */
                        line: string;
                        pieces: number;
                    }[];
                    /** @description the plan gives it to the heat again where it is kept */
                    id?: string;
                }[];
                /**
                 * @description among plans with the same value of the first stage: even: like shares of the furnaces’ `mostHeats`; packed: as few furnaces in use as can be
                 * @default any
                 * @enum {string}
                 */
                furnaceLoad: "any" | "even" | "packed";
                /**
                 * @description give proofs of the bounds with the plan, to be checked by others; they may be long
                 * @default false
                 */
                certificate: boolean;
            };
            pointPrice: number;
            /** @description of a `massUnit` of period 0 left out, weighed */
            leftPrice: number;
            /** @description of the plan that runs */
            heats: {
                done: string[];
                /** @description started: they stay where they are */
                underWay: string[];
                open: string[];
                /** @description their pieces are to be poured again */
                lost: string[];
            };
            options: {
                /** @enum {string} */
                name: "fewest-changes" | "least-lateness" | "least-cost";
                /** @description of the plan, in the unit of the answer */
                cost: number;
                /** @description of all changes and promises */
                points: number;
                /** @description cost + points x `pointPrice`; the objective of the answer is the least one */
                total: number;
                /** @description against the plan that runs */
                extraCost: number;
                /** @description of what was open */
                untouchedShare: number;
                /** @description of the deepest change; 0 without any */
                depth: number;
                /** @description efficiency of the repair */
                score: {
                    reaction: number;
                    quality: number;
                    stability: number;
                    clients: number;
                    /** @description 0.3, 0.4, 0.2 and 0.1 of the four */
                    total: number;
                };
                /** @description of `problem` of the answer */
                plan: components["schemas"]["MeltPlan"];
                /** @description those with the greatest points first */
                changes: {
                    /** @description of the plan that runs; of a heat more: that of the option */
                    heat: string;
                    what: ("furnace" | "contents" | "day" | "earlier" | "later" | "dropped" | "added")[];
                    was?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        furnace: string;
                        /**
                         * Format: date
                         * @description calendar day YYYY-MM-DD, local to the site
                         */
                        day: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        start: string;
                        contents: {
                            /** @description the caller's own name for the thing, unique among its like */
                            line: string;
                            pieces: number;
                        }[];
                    };
                    is?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        furnace: string;
                        /**
                         * Format: date
                         * @description calendar day YYYY-MM-DD, local to the site
                         */
                        day: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601 date and time with offset or Z
                         */
                        start: string;
                        contents: {
                            /** @description the caller's own name for the thing, unique among its like */
                            line: string;
                            pieces: number;
                        }[];
                    };
                    /** @description by which it starts later; 0 where one of the two is absent */
                    minutes: number;
                    points: number;
                    reason: {
                        /** @description the caller's own name for the thing, unique among its like */
                        code: string;
                        message: string;
                        /** @description index of the event behind it */
                        event?: number;
                    };
                    /** @description 1: hit by an event or fact itself; else one more than the change that it answers */
                    depth: number;
                }[];
                changedHeats: number;
                /** @description of the plan that runs: neither started nor lost */
                openHeats: number;
                /** @description furnaces named in the changes */
                width: number;
                lateness: {
                    /** @description poured later than promised by more than `promiseMinutes` */
                    pieces: number;
                    /** @description poured mass of these */
                    mass: number;
                    /** @description poured mass of every piece times the hours by which it is later */
                    massHours: number;
                    greatestMinutes: number;
                };
                /** @description promised and not poured, in `massUnit` */
                lostMass: number;
                notices: {
                    /** @description the caller's own name for the thing, unique among its like */
                    line: string;
                    /** @enum {string} */
                    what: "later" | "less" | "not-poured" | "added" | "cancelled";
                    /** @description by which its last promised piece is later */
                    minutes?: number;
                    missingPieces?: number;
                    message: string;
                }[];
                /** @description promised and not poured */
                unrescued: {
                    /** @description the caller's own name for the thing, unique among its like */
                    line: string;
                    pieces: number;
                    mass: number;
                    reason: ("too-heavy" | "no-furnace" | "no-combination" | "furnace-heats" | "grade-heats" | "furnace-hours" | "power" | "not-given" | "not-found") | "filler";
                    /** @enum {string} */
                    severity: "critical" | "high" | "medium" | "low";
                    text: string;
                }[];
            }[];
            /** @enum {string} */
            recommended: "fewest-changes" | "least-lateness" | "least-cost";
            effort: {
                /** @description of the budget, until the first answer; 0 where only iterations count */
                reactionMs: number;
                /** @description reaction time of the most urgent event */
                limitMs: number;
            };
            /** @description where something could not be saved: for the dispatcher */
            escalation?: {
                /** @enum {string} */
                severity: "critical" | "high" | "medium" | "low";
                text: string;
                actions: string[];
            };
        } | {
            /** @constant */
            mode: "techcard";
            objectiveUnit: string;
            /**
             * Format: date-time
             * @description ISO 8601 date and time with offset or Z
             */
            now: string;
            /** @description as it is after events and facts: what started is given; the next repair starts here */
            problem: {
                /**
                 * @description run it by a rule; search the best plan; quantities by week only
                 * @default optimize
                 * @enum {string}
                 */
                mode: "simulate" | "optimize" | "volume";
                /**
                 * Format: date-time
                 * @description second 0
                 * @default 1970-01-01T00:00:00Z
                 */
                start: string;
                /** @default [] */
                calendars: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description IANA time zone of the shifts, e.g. Europe/Berlin
                     * @default UTC
                     */
                    timeZone: string;
                    dayTypes: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description in any order, without overlap; they may touch; none: a day off */
                        shifts: {
                            /** @description name of the shift for people; several shifts may share it */
                            id?: string;
                            /** @description wall clock, in seconds from the midnight that begins the day; above 86400: on the next */
                            from: number;
                            /** @description likewise, after `from`, at most a day after it; the shift is [from, to) */
                            to: number;
                        }[];
                    }[];
                    /** @description the day type of each weekday */
                    week: {
                        /** @description the caller's own name for the thing, unique among its like */
                        monday: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        tuesday: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        wednesday: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        thursday: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        friday: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        saturday: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        sunday: string;
                    };
                    /**
                     * @description at most one for a date
                     * @default []
                     */
                    exceptions: {
                        /**
                         * Format: date
                         * @description calendar day YYYY-MM-DD of the zone, 1900-01-01 to 2199-12-31
                         */
                        date: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        dayType: string;
                    }[];
                }[];
                /** @default [] */
                resources: ({
                    /** @constant */
                    type: "pool";
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description site it belongs to, for the volume-calendar plan
                     * @default main
                     */
                    site: string;
                    /**
                     * @description it works where all of them are open; none: always
                     * @default []
                     */
                    calendars: string[];
                    capacity: number;
                } | {
                    /** @constant */
                    type: "workers";
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description site it belongs to, for the volume-calendar plan
                     * @default main
                     */
                    site: string;
                    /**
                     * @description it works where all of them are open; none: always
                     * @default []
                     */
                    calendars: string[];
                    workers: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @default [] */
                        skills: string[];
                        /**
                         * @description beside those of the pool: the worker's own shifts
                         * @default []
                         */
                        calendars: string[];
                    }[];
                } | {
                    /** @constant */
                    type: "machine";
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description site it belongs to, for the volume-calendar plan
                     * @default main
                     */
                    site: string;
                    /**
                     * @description it works where all of them are open; none: always
                     * @default []
                     */
                    calendars: string[];
                    /** @description time to go from one state to another, between two operations; the resource is busy and its calendar open */
                    setups?: {
                        /** @description state before the first operation; absent: none, so no set-up time for the first */
                        initial?: string;
                        /** @default [] */
                        times: {
                            /** @description the caller's own name for the thing, unique among its like */
                            from: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            to: string;
                            seconds: number;
                        }[];
                        /**
                         * @description between two different states that `times` does not list
                         * @default 0
                         */
                        otherwise: number;
                    };
                    /** @description warm-up and cool-down; they need no open calendar: an oven heats before the shift */
                    heating?: {
                        /**
                         * @description from cold to the first operation
                         * @default 0
                         */
                        warmUpSeconds: number;
                        /**
                         * @description after the last operation before it stands cold
                         * @default 0
                         */
                        coolDownSeconds: number;
                        /** @description idle time after which it is cooled down and must be warmed up again; absent: it is kept warm */
                        keepWarmSeconds?: number;
                        /** @default false */
                        warmAtStart: boolean;
                    };
                } | {
                    /** @constant */
                    type: "batch-oven";
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description site it belongs to, for the volume-calendar plan
                     * @default main
                     */
                    site: string;
                    /**
                     * @description it works where all of them are open; none: always
                     * @default []
                     */
                    calendars: string[];
                    /** @description sum of the amounts of the operations of a batch */
                    capacity: number;
                    /** @description time to go from one state to another, between two operations; the resource is busy and its calendar open */
                    setups?: {
                        /** @description state before the first operation; absent: none, so no set-up time for the first */
                        initial?: string;
                        /** @default [] */
                        times: {
                            /** @description the caller's own name for the thing, unique among its like */
                            from: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            to: string;
                            seconds: number;
                        }[];
                        /**
                         * @description between two different states that `times` does not list
                         * @default 0
                         */
                        otherwise: number;
                    };
                    /** @description warm-up and cool-down; they need no open calendar: an oven heats before the shift */
                    heating?: {
                        /**
                         * @description from cold to the first operation
                         * @default 0
                         */
                        warmUpSeconds: number;
                        /**
                         * @description after the last operation before it stands cold
                         * @default 0
                         */
                        coolDownSeconds: number;
                        /** @description idle time after which it is cooled down and must be warmed up again; absent: it is kept warm */
                        keepWarmSeconds?: number;
                        /** @default false */
                        warmAtStart: boolean;
                    };
                } | {
                    /** @constant */
                    type: "conveyor-oven";
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description site it belongs to, for the volume-calendar plan
                     * @default main
                     */
                    site: string;
                    /**
                     * @description it works where all of them are open; none: always
                     * @default []
                     */
                    calendars: string[];
                    /** @description sum of the amounts on the belt at any moment */
                    capacity: number;
                    /**
                     * @description least time between two entries
                     * @default 0
                     */
                    entrySeconds: number;
                    /** @description time to go from one state to another, between two operations; the resource is busy and its calendar open */
                    setups?: {
                        /** @description state before the first operation; absent: none, so no set-up time for the first */
                        initial?: string;
                        /** @default [] */
                        times: {
                            /** @description the caller's own name for the thing, unique among its like */
                            from: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            to: string;
                            seconds: number;
                        }[];
                        /**
                         * @description between two different states that `times` does not list
                         * @default 0
                         */
                        otherwise: number;
                    };
                    /** @description warm-up and cool-down; they need no open calendar: an oven heats before the shift */
                    heating?: {
                        /**
                         * @description from cold to the first operation
                         * @default 0
                         */
                        warmUpSeconds: number;
                        /**
                         * @description after the last operation before it stands cold
                         * @default 0
                         */
                        coolDownSeconds: number;
                        /** @description idle time after which it is cooled down and must be warmed up again; absent: it is kept warm */
                        keepWarmSeconds?: number;
                        /** @default false */
                        warmAtStart: boolean;
                    };
                } | {
                    /** @constant */
                    type: "reservoir";
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description site it belongs to, for the volume-calendar plan
                     * @default main
                     */
                    site: string;
                    /**
                     * @description it works where all of them are open; none: always
                     * @default []
                     */
                    calendars: string[];
                    /** @description absent: no upper limit */
                    capacity?: number;
                    /** @default 0 */
                    initial: number;
                    /** @default [] */
                    supplies: {
                        /** @description whole seconds from `start`, or an instant */
                        at: number | string;
                        amount: number;
                    }[];
                } | {
                    /** @constant */
                    type: "paced-line";
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /**
                     * @description site it belongs to, for the volume-calendar plan
                     * @default main
                     */
                    site: string;
                    /**
                     * @description it works where all of them are open; none: always
                     * @default []
                     */
                    calendars: string[];
                    lines: number;
                    stations: number;
                    /**
                     * @description whether a takt may begin without a new piece while some are to come
                     * @default true
                     */
                    emptyTakts: boolean;
                })[];
                cards: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description type of product, with serial numbers of its own; absent: the id of the card */
                    product?: string;
                    /** @description most workers at one piece at the same time */
                    workerLimit?: number;
                    operations: {
                        /** @description the caller's own name for the thing, unique among its like */
                        id: string;
                        /** @description for people */
                        name?: string;
                        /** @description ways to do it: other machines, more workers */
                        modes: {
                            /** @description the caller's own name for the thing, unique among its like */
                            id?: string;
                            durationSeconds: number;
                            /** @default [] */
                            demands: {
                                /** @description the caller's own name for the thing, unique among its like */
                                resource: string;
                                /**
                                 * @description units of a pool, workers, places in an oven; of a reservoir: taken at the start
                                 * @default 1
                                 */
                                amount: number;
                                /**
                                 * @description reservoir only: added at the end
                                 * @default 0
                                 */
                                adds: number;
                                /** @description workers only: skill that each of them must have */
                                skill?: string;
                                /** @description machine and ovens: state (regime, tool, colour) that the operation needs */
                                state?: string;
                                /** @description paced line only: station, from 0 */
                                station?: number;
                            }[];
                        }[];
                        /** @default [] */
                        after: {
                            /** @description the caller's own name for the thing, unique among its like */
                            operation: string;
                            /**
                             * @description which moment of the other operation
                             * @default end
                             * @enum {string}
                             */
                            from: "start" | "end";
                            /**
                             * @description which moment of this one
                             * @default start
                             * @enum {string}
                             */
                            to: "start" | "end";
                            /** @default 0 */
                            leastSeconds: number;
                            greatestSeconds?: number;
                        }[];
                        /**
                         * @description may pause while its resources are closed, holding them
                         * @default false
                         */
                        pausable: boolean;
                        /**
                         * @description workers it takes of the card's `workerLimit`
                         * @default 1
                         */
                        workers: number;
                    }[];
                }[];
                orders: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    card: string;
                    /** @default 1 */
                    quantity: number;
                    /**
                     * @description nothing of it starts before
                     * @default 0
                     */
                    release: number | string;
                    /** @description what ends later is tardy */
                    due?: number | string;
                    /** @description nothing of it ends after */
                    deadline?: number | string;
                    /**
                     * @description weight of a second of tardiness of a piece
                     * @default 1
                     */
                    priority: number;
                }[];
                /**
                 * @description weights of what is made small; all 0 is refused
                 * @default {
                 *       "makespan": 1,
                 *       "tardiness": 0,
                 *       "flowTime": 0,
                 *       "setupTime": 0
                 *     }
                 */
                objective: {
                    /**
                     * @description per second until the last end
                     * @default 0
                     */
                    makespan: number;
                    /**
                     * @description per second, times the order's priority
                     * @default 0
                     */
                    tardiness: number;
                    /**
                     * @description per second between release and end of each piece
                     * @default 0
                     */
                    flowTime: number;
                    /**
                     * @description per second of set-up
                     * @default 0
                     */
                    setupTime: number;
                };
                /**
                 * @description backward: the same objective, and everything as late as it allows, from the due dates
                 * @default forward
                 * @enum {string}
                 */
                direction: "forward" | "backward";
                /**
                 * @description dispatching rule of `simulate`
                 * @default earliest-start
                 * @enum {string}
                 */
                rule: "first-permitted" | "earliest-start" | "shortest-first" | "longest-first" | "earliest-due" | "least-slack" | "most-work-left" | "highest-priority" | "longest-tail";
                /**
                 * @description log of `simulate`
                 * @default {
                 *       "events": true,
                 *       "text": false
                 *     }
                 */
                log: {
                    /**
                     * @description what started, ended, waited and why
                     * @default true
                     */
                    events: boolean;
                    /**
                     * @description as lines of text, one for each movement
                     * @default false
                     */
                    text: boolean;
                };
                /** @description nothing starts before, save what is given */
                now?: number | string;
                /**
                 * @description facts and the frozen part of an earlier plan
                 * @default []
                 */
                given: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description number of the piece among those of its product, from 0 */
                    serial: number;
                    /** @description the caller's own name for the thing, unique among its like */
                    operation: string;
                    /**
                     * @description index of its mode
                     * @default 0
                     */
                    mode: number;
                    /** @description whole seconds from `start`, or an instant */
                    start: number | string;
                    /** @description actual or expected end; absent: as long as the mode takes */
                    end?: number | string;
                    /** @description as in a plan; absent: chosen */
                    resources?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        resource: string;
                        /** @description who does it */
                        workers?: string[];
                        /** @description of a paced line */
                        line?: number;
                        station?: number;
                        /** @description number of the takt of that line */
                        takt?: number;
                        /** @description number of the batch of that oven */
                        batch?: number;
                    }[];
                }[];
                /** @description a volume-calendar plan too: quantities by period, site and product against rough capacity */
                volume?: {
                    /** @default 13 */
                    periods: number;
                    /** @default 7 */
                    daysPerPeriod: number;
                };
            };
            /** @description orders whose deadline and greatest lags are given up in `problem`, since no plan that keeps them was found */
            lifted: string[];
            /** @description pieces whose serial numbers are not the same any more */
            pieces: {
                /** @description the caller's own name for the thing, unique among its like */
                order: string;
                was: number;
                /** @description absent: not made */
                is?: number;
            }[];
            pointPrice: number;
            /** @description operations of the plan that runs */
            counts: {
                done: number;
                /** @description started */
                underWay: number;
                /** @description late before they have started, or given for later: they stay where they are put */
                held: number;
                open: number;
                /** @description with a cancelled order or piece */
                gone: number;
            };
            options: {
                /** @enum {string} */
                name: "fewest-changes" | "least-lateness" | "least-cost";
                /** @description of the plan, in the unit of the answer */
                cost: number;
                /** @description of all changes and promises */
                points: number;
                /** @description cost + points x `pointPrice`; the objective of the answer is the least one */
                total: number;
                /** @description against the plan that runs */
                extraCost: number;
                /** @description of what was open */
                untouchedShare: number;
                /** @description of the deepest change; 0 without any */
                depth: number;
                /** @description efficiency of the repair */
                score: {
                    reaction: number;
                    quality: number;
                    stability: number;
                    clients: number;
                    /** @description 0.3, 0.4, 0.2 and 0.1 of the four */
                    total: number;
                };
                /** @description of `problem` of the answer */
                plan: components["schemas"]["TechcardPlan"];
                /** @description those with the greatest points first */
                changes: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    operation: string;
                    what: ("mode" | "resource" | "earlier" | "later")[];
                    /** @description in the plan that runs */
                    was: {
                        serial: number;
                        mode: number;
                        /** @description seconds from `start` of the problem */
                        start: number;
                        end: number;
                        resources: {
                            /** @description the caller's own name for the thing, unique among its like */
                            resource: string;
                            /** @description who does it */
                            workers?: string[];
                            /** @description of a paced line */
                            line?: number;
                            station?: number;
                            /** @description number of the takt of that line */
                            takt?: number;
                            /** @description number of the batch of that oven */
                            batch?: number;
                        }[];
                    };
                    /** @description serial numbers are those of `problem` of the answer */
                    is: {
                        serial: number;
                        mode: number;
                        /** @description seconds from `start` of the problem */
                        start: number;
                        end: number;
                        resources: {
                            /** @description the caller's own name for the thing, unique among its like */
                            resource: string;
                            /** @description who does it */
                            workers?: string[];
                            /** @description of a paced line */
                            line?: number;
                            station?: number;
                            /** @description number of the takt of that line */
                            takt?: number;
                            /** @description number of the batch of that oven */
                            batch?: number;
                        }[];
                    };
                    /** @description by which it starts later; 0 where one of the two is absent */
                    minutes: number;
                    points: number;
                    reason: {
                        /** @description the caller's own name for the thing, unique among its like */
                        code: string;
                        message: string;
                        /** @description index of the event behind it */
                        event?: number;
                    };
                    /** @description 1: hit by an event or fact itself; else one more than the change that it answers */
                    depth: number;
                }[];
                changedOperations: number;
                /** @description of the plan that runs: neither started, held, nor gone with their order */
                openOperations: number;
                /** @description resources named in the changes */
                width: number;
                lateness: {
                    /** @description later than promised by more than `promiseSeconds` */
                    orders: number;
                    /** @description sum over orders of what they end later than promised */
                    seconds: number;
                    greatestSeconds: number;
                    /** @description sum over orders: last end after the due date */
                    tardySeconds: number;
                };
                notices: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @enum {string} */
                    what: "later" | "added" | "cancelled" | "fewer" | "more";
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    was?: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    is?: string;
                    seconds?: number;
                    message: string;
                }[];
                /** @description what the plan that runs kept, or a change asked for, and this option does not */
                unrescued: {
                    /** @description the caller's own name for the thing, unique among its like */
                    order: string;
                    /** @enum {string} */
                    what: "deadline" | "due" | "greatest-lag";
                    /** @description by which it is missed, by the last piece */
                    seconds: number;
                    /** @enum {string} */
                    severity: "critical" | "high" | "medium" | "low";
                    text: string;
                }[];
            }[];
            /** @enum {string} */
            recommended: "fewest-changes" | "least-lateness" | "least-cost";
            effort: {
                /** @description of the budget, until the first answer; 0 where only iterations count */
                reactionMs: number;
                /** @description reaction time of the most urgent event */
                limitMs: number;
                /**
                 * @description operations that were planned anew: the greatest zone searched
                 * @enum {string}
                 */
                zone: "none" | "reachable" | "all";
            };
            /** @description where something could not be saved: for the dispatcher */
            escalation?: {
                /** @enum {string} */
                severity: "critical" | "high" | "medium" | "low";
                text: string;
                actions: string[];
            };
        } | {
            /** @constant */
            mode: "warning";
            objectiveUnit: string;
            /**
             * @description medium from an index of 0.1 on, high from 0.3
             * @enum {string}
             */
            level: "low" | "medium" | "high";
            /** @description mean index of the tenth of the loads that has the highest */
            index: number;
            /** @description highest index first */
            stressPoints: {
                /** @enum {string} */
                indicator: "back-to-back" | "tight-window" | "tight-gap" | "overloaded-truck" | "risky-combination" | "geographic-conflict";
                loads: string[];
                trucks: string[];
                orders: string[];
                plants: string[];
                /** @description left before it breaks; negative: broken by the plan itself */
                slackMinutes: number;
                /** @description greatest of its loads */
                index: number;
                message: string;
            }[];
            /** @description highest index first */
            loads: {
                /** @description the caller's own name for the thing, unique among its like */
                load: string;
                /** @description the caller's own name for the thing, unique among its like */
                order: string;
                /** @description the caller's own name for the thing, unique among its like */
                truck: string;
                /** @description cascade-risk index: probability that it breaks a limit, worked out from the plan alone */
                index: number;
                /** @description violations of the load to be expected, worked out from the plan alone */
                forecast: number;
                /** @description simulated mean per run */
                violations: number;
                /** @description share of the runs */
                chances: {
                    /** @description window, latest first or last unloading of the truck missed */
                    window: number;
                    /** @description of a pour, or to the order that it follows */
                    gap: number;
                    /** @description concrete too old, the margin spent */
                    lifetime: number;
                    /** @description truck back after its shift and overtime */
                    shift: number;
                    /** @description loaded after hours */
                    hours: number;
                    /** @description not delivered, its truck has broken down */
                    lost: number;
                };
                /** @description of unloading, where it is delivered; percentiles in whole minutes, 480 at most */
                delayMinutes: {
                    mean: number;
                    p50: number;
                    p95: number;
                };
                /** @description loads that its delay could reach: of its truck, dock and site, and theirs */
                downstream: number;
                /** @description before now: taken as planned */
                started: boolean;
            }[];
            simulation: {
                /** @description that there was time for */
                runs: number;
                /** @description per run */
                violations: {
                    mean: number;
                    p50: number;
                    p95: number;
                };
                /** @description mean per run */
                kinds: {
                    /** @description window, latest first or last unloading of the truck missed */
                    window: number;
                    /** @description of a pour, or to the order that it follows */
                    gap: number;
                    /** @description concrete too old, the margin spent */
                    lifetime: number;
                    /** @description truck back after its shift and overtime */
                    shift: number;
                    /** @description loaded after hours */
                    hours: number;
                    /** @description not delivered, its truck has broken down */
                    lost: number;
                };
                /** @description mean per run */
                breakdowns: number;
                /** @description of runs without any violation */
                quietShare: number;
            };
            /** @description most violations of others first */
            cascades: {
                /** @description its own delay is the greatest behind the violations */
                load: string;
                /** @description of a run in which it makes others break a limit */
                chance: number;
                /** @description loads that it does so to, mean over those runs */
                others: number;
                worst: number;
                /** @description most frequent first */
                hits: {
                    /** @description the caller's own name for the thing, unique among its like */
                    load: string;
                    chance: number;
                }[];
            }[];
            /** @description each for itself; what saves most first */
            advice: {
                /** @enum {string} */
                action: "earlier" | "load-earlier" | "later" | "truck" | "hire";
                /** @description that it is about */
                load: string;
                /** @description by which that load moves; 0 where it changes its truck */
                minutes: number;
                /** @description loads as they are then; all others stay */
                changes: {
                    /** @description the caller's own name for the thing, unique among its like */
                    load: string;
                    /** @description the caller's own name for the thing, unique among its like */
                    truck: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    loadStart: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601 date and time with offset or Z
                     */
                    unloadStart: string;
                }[];
                hired?: {
                    /** @description the caller's own name for the thing, unique among its like */
                    id: string;
                    capacityM3: number;
                    /** @description place where its shift begins */
                    home: string;
                    /** @description place where it ends; absent: its home; null: wherever it is then */
                    end?: string | null;
                    /** @description leaves its home and is back; absent: the shift of the problem */
                    shift?: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description whole seconds from `start`, or an instant */
                        to: number | string;
                    };
                    /**
                     * @description beyond the end of its shift, at `overtimePerMinute`
                     * @default 0
                     */
                    overtimeMinutes: number;
                    /** @default 1 */
                    overtimePerMinute: number;
                    /** @description no unloading starts later */
                    lastUnloading?: number | string;
                    /**
                     * @description begun in [from, to], with an empty drum; all of them are taken
                     * @default []
                     */
                    breaks: {
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                        /** @description latest start */
                        to: number | string;
                        minutes: number;
                    }[];
                    /** @default 2.5 */
                    unloadMinutesPerM3: number;
                    /** @default 0 */
                    unloadFixedMinutes: number;
                    /**
                     * @description after each unloading, before it leaves the site
                     * @default 0
                     */
                    washMinutes: number;
                    /** @default 0 */
                    costPerUse: number;
                    /**
                     * @description the best trucks keep time for orders with `vip`
                     * @default 1
                     */
                    fitness: number;
                    /**
                     * @description false: not to be used
                     * @default true
                     */
                    working: boolean;
                    /** @default [] */
                    equipment: string[];
                    /** @description where its next leg begins, and not before when, once its fixed loads are done; absent: at the site of the last of them as soon as it is free there; without any, at home when its shift begins */
                    standing?: {
                        /** @description the caller's own name for the thing, unique among its like */
                        place: string;
                        /** @description whole seconds from `start`, or an instant */
                        from: number | string;
                    };
                };
                /** @description change of the objective of the shift, and the price of a hired truck */
                cost: number;
                /** @description violations per run, in the same runs */
                saves: number;
                /** @description per run with it */
                violations: number;
                message: string;
            }[];
        };
        AuditEntries: {
            /** @description newest first */
            entries: {
                id: number;
                /** Format: date-time */
                at: string;
                /** @description `key:<id>`, `token:<issuer>#<subject>`, `cli:<user>`, `service`, or `open` where nobody is asked */
                actor: string;
                /** @enum {string} */
                action: "plan.kept" | "plan.stopped" | "plan.approved" | "programs.refused" | "hold.made" | "hold.released" | "batch.kept" | "batch.stopped" | "outcome.reported" | "catalog.put" | "catalog.withdrawn" | "webhook.made" | "webhook.changed" | "webhook.deleted" | "key.made" | "key.revoked" | "limits.set" | "site.assigned";
                /** @description what it was done to, e.g. `plan/<id>` */
                subject: string;
                /** @description as in `X-Request-Id` and the log */
                requestId: string | null;
                details: {
                    [key: string]: unknown;
                };
            }[];
            /** @description `cursor` of the next page; absent on the last */
            next?: string;
        };
        /** @description a version of a catalog item, without its body */
        CatalogVersion: {
            /** @enum {string} */
            type: "techcards" | "furnaces" | "recipes" | "fleets";
            id: string;
            version: number;
            /** @description this version says that the item is not to be used any more; it has no body */
            withdrawn: boolean;
            /** @description plan kind that it is a part of */
            kind?: string;
            part?: string;
            /** @description where the body is a list */
            entries?: number;
            /** @description of the body as JSON */
            bytes?: number;
            /** @description SHA-256 of kind, part and body, keys in order */
            hash?: string;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
        };
        /** @description a version of a catalog item */
        CatalogItem: {
            /** @enum {string} */
            type: "techcards" | "furnaces" | "recipes" | "fleets";
            id: string;
            version: number;
            /** @description this version says that the item is not to be used any more; it has no body */
            withdrawn: boolean;
            /** @description plan kind that it is a part of */
            kind?: string;
            part?: string;
            /** @description where the body is a list */
            entries?: number;
            /** @description of the body as JSON */
            bytes?: number;
            /** @description SHA-256 of kind, part and body, keys in order */
            hash?: string;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** @description as it was put; absent where withdrawn */
            body?: unknown;
        };
        CatalogList: {
            /** @description newest version of each, by id */
            items: components["schemas"]["CatalogVersion"][];
            /** @description `cursor` of the next page; absent on the last */
            next?: string;
        };
        CatalogVersions: {
            /** @description newest first */
            versions: components["schemas"]["CatalogVersion"][];
            /** @description `cursor` of the next page; absent on the last */
            next?: string;
        };
        EquipmentList: {
            /** @description on every page, whatever `oven` and `state` */
            sites: {
                site: string;
                bridge: {
                    /** @description a bridge holds the site now */
                    alive: boolean;
                    /** @description of the last one that held it; absent: none did */
                    epoch?: number;
                };
                /** @description the newest one of the whole site */
                hold?: components["schemas"]["Hold"];
            }[];
            /** @description by site and name */
            ovens: {
                site: string;
                oven: string;
                /** @description connected, as far as the bridge knows */
                present: boolean;
                /** @description absent: it has said nothing yet */
                reported?: {
                    /**
                     * @description remote: takes setpoints from the bridge; local: from its own panel only
                     * @enum {string}
                     */
                    mode: "remote" | "local";
                    /** @enum {string} */
                    door: "open" | "closed";
                    /**
                     * @description hold: the bridge is silent and the setpoint stays; safe: it was silent too long
                     * @enum {string}
                     */
                    holding: "no" | "hold" | "safe";
                    readings: {
                        /** @description the caller's own name for the thing, unique among its like */
                        tag: string & (unknown & unknown);
                        unit: string;
                        /** @description measured */
                        value: number;
                        /** @description working setpoint on its ramp; null: none taken yet */
                        setpoint: number | null;
                        /** @description where the ramp ends */
                        target: number | null;
                    }[];
                    /** @description active ones, by name */
                    interlocks: string[];
                    faults: string[];
                    /** @description when it was measured, by the clock of the oven */
                    at: string;
                    /** @description since then, by the clock of the service and what is known of that of the oven */
                    ageMs: number;
                };
                /** @description why the next command, though it is due, is not on its way, as the bridge saw it last */
                waitsFor?: {
                    /** @enum {string} */
                    reason: "approval" | "hold" | "answer" | "key" | "broker" | "lease" | "bridge-clock" | "absent" | "silent" | "clock";
                    detail: string;
                };
                /** @description clock of the oven less that of the bridge; absent: not known */
                clockOffsetMs?: number;
                /** @description the last one that was sent, in flight or not */
                command?: {
                    /** Format: uuid */
                    cmdId: string;
                    /** Format: uuid */
                    planId: string;
                    /** @description of the program of this plan, from 1 */
                    step: number;
                    /** @description rises per oven */
                    version: number;
                    /** @description heat of the plan; absent: the idle step after the last one */
                    heat?: string;
                    grade?: string;
                    /** @enum {string} */
                    state: "planned" | "approved" | "sent" | "accepted" | "applied" | "verified" | "rejected" | "expired" | "superseded" | "timed-out" | "late-applied" | "verify-failed";
                    setpoints: ({
                        /** @description control point of the oven, e.g. temperature */
                        tag: string & (unknown & unknown);
                        /** @description target in `unit` */
                        value: number;
                        unit: string;
                        /** @description least value that the sender allows; `value` lies within, or the command is refused */
                        min: number;
                        max: number;
                        /** @description greatest change of the working setpoint per wall-clock minute */
                        rampPerMin: number;
                    } & {
                        [key: string]: unknown;
                    })[];
                    /** @description why it ended otherwise than verified */
                    reason?: string;
                    /**
                     * Format: date-time
                     * @description when it came to this state
                     */
                    since: string;
                };
                /** @description the next one that is to be sent */
                next?: {
                    /** Format: uuid */
                    cmdId: string;
                    /** Format: uuid */
                    planId: string;
                    /** @description of the program of this plan, from 1 */
                    step: number;
                    /** @description rises per oven */
                    version: number;
                    /** @description heat of the plan; absent: the idle step after the last one */
                    heat?: string;
                    grade?: string;
                    /** @enum {string} */
                    state: "planned" | "approved" | "sent" | "accepted" | "applied" | "verified" | "rejected" | "expired" | "superseded" | "timed-out" | "late-applied" | "verify-failed";
                    setpoints: ({
                        /** @description control point of the oven, e.g. temperature */
                        tag: string & (unknown & unknown);
                        /** @description target in `unit` */
                        value: number;
                        unit: string;
                        /** @description least value that the sender allows; `value` lies within, or the command is refused */
                        min: number;
                        max: number;
                        /** @description greatest change of the working setpoint per wall-clock minute */
                        rampPerMin: number;
                    } & {
                        [key: string]: unknown;
                    })[];
                    /**
                     * Format: date-time
                     * @description not sent before
                     */
                    startAt: string;
                    /**
                     * Format: date-time
                     * @description not sent after
                     */
                    latestStartAt: string;
                };
                /** @description the newest one of the oven */
                program?: {
                    /** Format: uuid */
                    planId: string;
                    /** @enum {string} */
                    state: "active" | "halted" | "superseded" | "done";
                    /** @description why it is halted or superseded */
                    reason?: string;
                };
                /** @description the newest one that keeps commands from it */
                hold?: components["schemas"]["Hold"];
            }[];
            /** @description `cursor` of the next page; absent on the last */
            next?: string;
        };
        Oven: {
            site: string;
            oven: string;
            /** @description connected, as far as the bridge knows */
            present: boolean;
            /** @description absent: it has said nothing yet */
            reported?: {
                /**
                 * @description remote: takes setpoints from the bridge; local: from its own panel only
                 * @enum {string}
                 */
                mode: "remote" | "local";
                /** @enum {string} */
                door: "open" | "closed";
                /**
                 * @description hold: the bridge is silent and the setpoint stays; safe: it was silent too long
                 * @enum {string}
                 */
                holding: "no" | "hold" | "safe";
                readings: {
                    /** @description the caller's own name for the thing, unique among its like */
                    tag: string & (unknown & unknown);
                    unit: string;
                    /** @description measured */
                    value: number;
                    /** @description working setpoint on its ramp; null: none taken yet */
                    setpoint: number | null;
                    /** @description where the ramp ends */
                    target: number | null;
                }[];
                /** @description active ones, by name */
                interlocks: string[];
                faults: string[];
                /** @description when it was measured, by the clock of the oven */
                at: string;
                /** @description since then, by the clock of the service and what is known of that of the oven */
                ageMs: number;
            };
            /** @description why the next command, though it is due, is not on its way, as the bridge saw it last */
            waitsFor?: {
                /** @enum {string} */
                reason: "approval" | "hold" | "answer" | "key" | "broker" | "lease" | "bridge-clock" | "absent" | "silent" | "clock";
                detail: string;
            };
            /** @description clock of the oven less that of the bridge; absent: not known */
            clockOffsetMs?: number;
            /** @description the last one that was sent, in flight or not */
            command?: {
                /** Format: uuid */
                cmdId: string;
                /** Format: uuid */
                planId: string;
                /** @description of the program of this plan, from 1 */
                step: number;
                /** @description rises per oven */
                version: number;
                /** @description heat of the plan; absent: the idle step after the last one */
                heat?: string;
                grade?: string;
                /** @enum {string} */
                state: "planned" | "approved" | "sent" | "accepted" | "applied" | "verified" | "rejected" | "expired" | "superseded" | "timed-out" | "late-applied" | "verify-failed";
                setpoints: ({
                    /** @description control point of the oven, e.g. temperature */
                    tag: string & (unknown & unknown);
                    /** @description target in `unit` */
                    value: number;
                    unit: string;
                    /** @description least value that the sender allows; `value` lies within, or the command is refused */
                    min: number;
                    max: number;
                    /** @description greatest change of the working setpoint per wall-clock minute */
                    rampPerMin: number;
                } & {
                    [key: string]: unknown;
                })[];
                /** @description why it ended otherwise than verified */
                reason?: string;
                /**
                 * Format: date-time
                 * @description when it came to this state
                 */
                since: string;
            };
            /** @description the next one that is to be sent */
            next?: {
                /** Format: uuid */
                cmdId: string;
                /** Format: uuid */
                planId: string;
                /** @description of the program of this plan, from 1 */
                step: number;
                /** @description rises per oven */
                version: number;
                /** @description heat of the plan; absent: the idle step after the last one */
                heat?: string;
                grade?: string;
                /** @enum {string} */
                state: "planned" | "approved" | "sent" | "accepted" | "applied" | "verified" | "rejected" | "expired" | "superseded" | "timed-out" | "late-applied" | "verify-failed";
                setpoints: ({
                    /** @description control point of the oven, e.g. temperature */
                    tag: string & (unknown & unknown);
                    /** @description target in `unit` */
                    value: number;
                    unit: string;
                    /** @description least value that the sender allows; `value` lies within, or the command is refused */
                    min: number;
                    max: number;
                    /** @description greatest change of the working setpoint per wall-clock minute */
                    rampPerMin: number;
                } & {
                    [key: string]: unknown;
                })[];
                /**
                 * Format: date-time
                 * @description not sent before
                 */
                startAt: string;
                /**
                 * Format: date-time
                 * @description not sent after
                 */
                latestStartAt: string;
            };
            /** @description the newest one of the oven */
            program?: {
                /** Format: uuid */
                planId: string;
                /** @enum {string} */
                state: "active" | "halted" | "superseded" | "done";
                /** @description why it is halted or superseded */
                reason?: string;
            };
            /** @description the newest one that keeps commands from it */
            hold?: components["schemas"]["Hold"];
            /** @description unsent commands in order, the first 200 */
            queue: {
                /** Format: uuid */
                cmdId: string;
                /** Format: uuid */
                planId: string;
                /** @description of the program of this plan, from 1 */
                step: number;
                /** @description rises per oven */
                version: number;
                /** @description heat of the plan; absent: the idle step after the last one */
                heat?: string;
                grade?: string;
                /** @enum {string} */
                state: "planned" | "approved" | "sent" | "accepted" | "applied" | "verified" | "rejected" | "expired" | "superseded" | "timed-out" | "late-applied" | "verify-failed";
                setpoints: ({
                    /** @description control point of the oven, e.g. temperature */
                    tag: string & (unknown & unknown);
                    /** @description target in `unit` */
                    value: number;
                    unit: string;
                    /** @description least value that the sender allows; `value` lies within, or the command is refused */
                    min: number;
                    max: number;
                    /** @description greatest change of the working setpoint per wall-clock minute */
                    rampPerMin: number;
                } & {
                    [key: string]: unknown;
                })[];
                /**
                 * Format: date-time
                 * @description not sent before
                 */
                startAt: string;
                /**
                 * Format: date-time
                 * @description not sent after
                 */
                latestStartAt: string;
            }[];
            /** @description how many there are in all */
            queued: number;
        };
        OvenReport: {
            site: string;
            oven: string;
            /** @description connected, as far as the bridge knows */
            present: boolean;
            /** @description absent: it has said nothing yet */
            reported?: {
                /**
                 * @description remote: takes setpoints from the bridge; local: from its own panel only
                 * @enum {string}
                 */
                mode: "remote" | "local";
                /** @enum {string} */
                door: "open" | "closed";
                /**
                 * @description hold: the bridge is silent and the setpoint stays; safe: it was silent too long
                 * @enum {string}
                 */
                holding: "no" | "hold" | "safe";
                readings: {
                    /** @description the caller's own name for the thing, unique among its like */
                    tag: string & (unknown & unknown);
                    unit: string;
                    /** @description measured */
                    value: number;
                    /** @description working setpoint on its ramp; null: none taken yet */
                    setpoint: number | null;
                    /** @description where the ramp ends */
                    target: number | null;
                }[];
                /** @description active ones, by name */
                interlocks: string[];
                faults: string[];
                /** @description when it was measured, by the clock of the oven */
                at: string;
                /** @description since then, by the clock of the service and what is known of that of the oven */
                ageMs: number;
            };
            /** @description why the next command, though it is due, is not on its way, as the bridge saw it last */
            waitsFor?: {
                /** @enum {string} */
                reason: "approval" | "hold" | "answer" | "key" | "broker" | "lease" | "bridge-clock" | "absent" | "silent" | "clock";
                detail: string;
            };
            /** @description clock of the oven less that of the bridge; absent: not known */
            clockOffsetMs?: number;
        };
        /** @description a change of state of a command */
        CommandChange: {
            /** @description rises; also the id of the event `command` */
            id: number;
            site: string;
            oven: string;
            /** Format: uuid */
            cmdId: string;
            /** Format: uuid */
            planId: string;
            step: number;
            version: number;
            /**
             * @description absent: it was written
             * @enum {string}
             */
            from?: "planned" | "approved" | "sent" | "accepted" | "applied" | "verified" | "rejected" | "expired" | "superseded" | "timed-out" | "late-applied" | "verify-failed";
            /** @enum {string} */
            to: "planned" | "approved" | "sent" | "accepted" | "applied" | "verified" | "rejected" | "expired" | "superseded" | "timed-out" | "late-applied" | "verify-failed";
            reason?: string;
            /** @description a plan, a bridge, or a person with the key that was shown */
            actor: string;
            /** Format: date-time */
            at: string;
        };
        OvenHistory: {
            /** @description newest first */
            changes: components["schemas"]["CommandChange"][];
            /** @description `cursor` of the next page; absent on the last */
            next?: string;
        };
        OvenReadings: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** @description that each point stands for; those without a sample are left out */
            intervalMs: number;
            /** @description by tag */
            series: {
                tag: string;
                unit: string;
                points: {
                    /**
                     * Format: date-time
                     * @description begin of the interval
                     */
                    at: string;
                    samples: number;
                    min: number;
                    max: number;
                    mean: number;
                    /** @description working setpoint, at the last sample */
                    setpoint?: number;
                    /** @description where its ramp ends, at the last sample */
                    target?: number;
                }[];
            }[];
        };
        /** @description no command is sent to what it names until it is released */
        Hold: {
            /** Format: uuid */
            id: string;
            /** @description absent: every site of the tenant */
            site?: string;
            /** @description absent: every oven */
            oven?: string;
            reason?: string;
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            releasedBy?: string;
            /**
             * Format: date-time
             * @description absent: it holds
             */
            releasedAt?: string;
        };
        NewHold: {
            /** Format: uuid */
            id: string;
            /** @description absent: every site of the tenant */
            site?: string;
            /** @description absent: every oven */
            oven?: string;
            reason?: string;
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            releasedBy?: string;
            /**
             * Format: date-time
             * @description absent: it holds
             */
            releasedAt?: string;
            /** @description commands that were sent before and cannot be called back: their ovens go on to these setpoints */
            inFlight: {
                site: string;
                oven: string;
                /** Format: uuid */
                cmdId: string;
                /** @enum {string} */
                state: "sent" | "accepted" | "applied";
                /** Format: date-time */
                since: string;
            }[];
            /** @description `inFlight` has all of them; false: it holds, but a bridge or the database stands still, so look again */
            settled: boolean;
        };
        HoldList: {
            /** @description newest first */
            holds: components["schemas"]["Hold"][];
            /** @description `cursor` of the next page; absent on the last */
            next?: string;
        };
        PlanExplanation: {
            kind: string;
            mode?: string;
            /** @description sentences, the most important first */
            summary: string[];
            /** @description what the objective counts */
            unit?: string;
            /** @description as the checker works it out */
            objective?: number;
            /** @description the greatest first */
            terms: {
                /** @description as in the plan */
                name: string;
                /** @description its part of the objective, weights applied */
                value: number;
                /** @description of the objective; absent where parts of both signs make it up */
                share?: number;
                /** @description ids of the request and the plan that it is about, under what they are, e.g. `order`, `truck`, `furnace` */
                about?: {
                    [key: string]: string;
                };
                message: string;
            }[];
            /** @description how far it may be from the best plan; absent where there is no plan */
            bound?: {
                lowerBound?: number;
                gap?: number;
                /** @description no plan is better */
                proved: boolean;
                message: string;
            };
            /** @description what decides; at most 200, the weightiest first */
            binding: {
                /** @description reason as the plan names it, or what of the plan it is */
                code: string;
                /** @description ids of the request and the plan that it is about, under what they are, e.g. `order`, `truck`, `furnace` */
                about: {
                    [key: string]: string;
                };
                message: string;
                /** @description what it costs, in the unit of the objective */
                cost?: number;
            }[];
            /** @description what would help; at most 200, the most helpful first */
            help: {
                /** @description ids of the request and the plan that it is about, under what they are, e.g. `order`, `truck`, `furnace` */
                about: {
                    [key: string]: string;
                };
                message: string;
                /** @description what it gains */
                gain?: number;
                /** @description what `gain` counts */
                unit?: string;
                /**
                 * @description proved; a checked plan shows it; worked out from a relaxation; advice without a figure
                 * @enum {string}
                 */
                basis: "proved" | "found" | "estimate" | "suggestion";
            }[];
            /** @description entries there are, listed or not */
            inAll: {
                terms: number;
                binding: number;
                help: number;
            };
            /** @description kind melt: what limits are worth, from solves of changed requests */
            melt?: {
                /** @description the request as it is: the plan handed in, or a better one found on the way */
                present: {
                    /** @enum {string} */
                    outcome: "complete" | "shortfall";
                    /** @description of the first stage */
                    objective: number;
                    objectiveUnit: string;
                    lowerBound?: number;
                    /** @description bound and objective meet */
                    proved: boolean;
                    heats: number;
                    /** @description mass of period 0 that is not poured */
                    leftMass: number;
                };
                /** @description only where no plan that pours period 0 in full is known */
                impossible?: {
                    proved: boolean;
                    ways: {
                        relaxations: {
                            /**
                             * @description furnace-heats, grade-heats: mostHeats; furnace-hours: minutes of work on days after the calendar; power: limit of a power group; greatest-mass, least-mass: bounds of a heat; capacity: of a further dimension; furnace-grade: a grade that the furnace does not melt so far; line-furnace: a furnace that may not pour the line so far; line-pieces: pieces of a line that must be poured; the rest waits for a later period
                             * @enum {string}
                             */
                            limit: "furnace-heats" | "furnace-hours" | "grade-heats" | "power" | "greatest-mass" | "capacity" | "least-mass" | "furnace-grade" | "line-furnace" | "line-pieces";
                            /** @description the caller's own name for the thing, unique among its like */
                            furnace?: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            grade?: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            line?: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            powerGroup?: string;
                            /** @description the caller's own name for the thing, unique among its like */
                            dimension?: string;
                            /** @description value in the request; 0 for what it does not have */
                            from: number;
                            /** @description value that is taken instead */
                            to: number;
                            /** @description what `from` and `to` count */
                            unit: string;
                            message: string;
                            /** @description no smaller step would do */
                            leastProved: boolean;
                        }[];
                        /** @description proved: no fewer of the limits looked at would do; else none was found */
                        fewestProved: boolean;
                        /** @description proved: without any one of them it is impossible; else no plan was found */
                        irreducibleProved: boolean;
                        /** @description what a plan that passed the check amounts to */
                        value: {
                            /** @enum {string} */
                            outcome: "complete" | "shortfall";
                            /** @description of the first stage */
                            objective: number;
                            objectiveUnit: string;
                            lowerBound?: number;
                            /** @description bound and objective meet */
                            proved: boolean;
                            heats: number;
                            /** @description mass of period 0 that is not poured */
                            leftMass: number;
                        };
                    }[];
                };
                /** @description only where period 0 is poured in full */
                worths: {
                    /** @enum {string} */
                    question: "one-more-heat" | "one-more-kilogram" | "least-step" | "line-waits";
                    /** @description one limit, and how far it gives way */
                    relaxation: {
                        /**
                         * @description furnace-heats, grade-heats: mostHeats; furnace-hours: minutes of work on days after the calendar; power: limit of a power group; greatest-mass, least-mass: bounds of a heat; capacity: of a further dimension; furnace-grade: a grade that the furnace does not melt so far; line-furnace: a furnace that may not pour the line so far; line-pieces: pieces of a line that must be poured; the rest waits for a later period
                         * @enum {string}
                         */
                        limit: "furnace-heats" | "furnace-hours" | "grade-heats" | "power" | "greatest-mass" | "capacity" | "least-mass" | "furnace-grade" | "line-furnace" | "line-pieces";
                        /** @description the caller's own name for the thing, unique among its like */
                        furnace?: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        grade?: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        line?: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        powerGroup?: string;
                        /** @description the caller's own name for the thing, unique among its like */
                        dimension?: string;
                        /** @description value in the request; 0 for what it does not have */
                        from: number;
                        /** @description value that is taken instead */
                        to: number;
                        /** @description what `from` and `to` count */
                        unit: string;
                        message: string;
                    };
                    /** @description what a plan that passed the check amounts to */
                    value: {
                        /** @enum {string} */
                        outcome: "complete" | "shortfall";
                        /** @description of the first stage */
                        objective: number;
                        objectiveUnit: string;
                        lowerBound?: number;
                        /** @description bound and objective meet */
                        proved: boolean;
                        heats: number;
                        /** @description mass of period 0 that is not poured */
                        leftMass: number;
                    };
                    /** @description objective of the present plan less that of the changed request */
                    saves: number;
                    /** @description what the bounds prove of the true difference of the two optima; equal where it is known */
                    worth?: {
                        least: number;
                        most: number;
                    };
                    /** @description least-step only: no smaller step saves anything */
                    leastStepProved?: boolean;
                }[];
                /** @description what the budget or a limit of the method left out, in sentences */
                notLookedAt: string[];
                /** @enum {string} */
                endedBy: "done" | "time" | "iterations";
                statistics: {
                    solves: number;
                    iterations: number;
                };
            };
            /**
             * @description done: all was looked at; else ask again with more time for the rest
             * @enum {string}
             */
            endedBy: "done" | "time" | "iterations";
            /** Format: uuid */
            planId: string;
            /** @description that solves of changed requests could take */
            timeMs: number;
            /** Format: date-time */
            computedAt: string;
            /** @description version of takt that computed it */
            codeVersion: string;
        };
        PendingExplanation: {
            /** Format: uuid */
            planId: string;
            /** @constant */
            state: "computing";
        };
        /** @description a batch; its plans are listed by GET /v1/plans?batch= */
        Batch: {
            /** Format: uuid */
            id: string;
            /** @description plans that came in it */
            total: number;
            /** @description of them have ended, in whatever way */
            ended: number;
            /** @description ended / total */
            done: number;
            states: {
                queued: number;
                running: number;
                succeeded: number;
                cancelled: number;
                expired: number;
                failed: number;
            };
            /** @description of those that have ended */
            found: {
                optimal: number;
                feasible: number;
                infeasible: number;
                unbounded: number;
                unknown: number;
            };
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description once all have ended
             */
            endedAt?: string;
            /**
             * Format: date-time
             * @description when the last one will have ended if it goes on as it went so far; once one has ended
             */
            expectedEndAt?: string;
            tags: {
                [key: string]: string;
            };
        };
        Webhook: {
            /** Format: uuid */
            id: string;
            url: string;
            /** @description absent: all */
            kinds?: string[];
            /** @description absent: all */
            states?: string[];
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description nothing is sent any more
             */
            disabledAt?: string;
            disabledReason?: string;
        };
        NewWebhook: {
            /** Format: uuid */
            id: string;
            url: string;
            /** @description absent: all */
            kinds?: string[];
            /** @description absent: all */
            states?: string[];
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description nothing is sent any more
             */
            disabledAt?: string;
            disabledReason?: string;
            /** @description signs what is sent; told this once */
            secret: string;
        };
        NewSecret: {
            /** @description signs what is sent; told this once */
            secret: string;
        };
        WebhookList: {
            /** @description newest first */
            webhooks: components["schemas"]["Webhook"][];
        };
        Delivery: {
            /**
             * Format: uuid
             * @description also the header `webhook-id`
             */
            id: string;
            /** @enum {string} */
            type: "plan.ended" | "webhook.test";
            /** Format: uuid */
            planId?: string;
            /** @enum {string} */
            state: "waiting" | "delivered" | "failed";
            attempts: number;
            /**
             * Format: date-time
             * @description when it is tried next; absent once ended and while it is being sent
             */
            nextAt?: string;
            /** @description HTTP status of the last answer */
            lastStatus?: number;
            /** @description why the last attempt brought no answer */
            lastError?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            endedAt?: string;
        };
        DeliveryList: {
            /** @description newest first */
            deliveries: components["schemas"]["Delivery"][];
            /** @description `cursor` of the next page; absent on the last */
            next?: string;
        };
        WebhookMessage: {
            /** @constant */
            type: "plan.ended";
            /**
             * Format: date-time
             * @description when the plan ended
             */
            timestamp: string;
            data: {
                plan: {
                    /** Format: uuid */
                    id: string;
                    kind: string;
                    /**
                     * @description queued: kept, waits for a solver; running; succeeded: solved, whatever was found; cancelled: stopped by a caller, the best plan is kept; expired: `notAfter` had passed when its turn came and nothing had been found; failed: a fault of the service, see `error`
                     * @enum {string}
                     */
                    state: "queued" | "running" | "succeeded" | "cancelled" | "expired" | "failed";
                    /**
                     * @description once ended
                     * @enum {string}
                     */
                    found?: "optimal" | "feasible" | "infeasible" | "unbounded" | "unknown";
                    /**
                     * @description once ended
                     * @enum {string}
                     */
                    endedBy?: "proof" | "gap" | "time" | "iterations" | "cancelled" | "memory";
                    /** @description value of the plan, minimised */
                    objective?: number;
                    /** @description proved; absent where none is */
                    lowerBound?: number;
                    /** @description (objective - lowerBound) / |objective| */
                    gap?: number;
                    /** @description why there is no plan */
                    reason?: string;
                    statistics?: {
                        [key: string]: number | string;
                    };
                    /** @description from acknowledged to solving, apart from the budget */
                    waitingMs?: number;
                    /** @description what counts against budget.timeMs */
                    solvingMs?: number;
                    /** @description times it was handed to a solver; above 1 where a process died or stopped */
                    attempts: number;
                    /** Format: date-time */
                    createdAt: string;
                    /** Format: date-time */
                    startedAt?: string;
                    /** Format: date-time */
                    endedAt?: string;
                    tags: {
                        [key: string]: string;
                    };
                    priority: number;
                    /** @description its time budget */
                    timeMs: number;
                    /** Format: date-time */
                    notAfter?: string;
                    /**
                     * Format: uuid
                     * @description the batch it came in
                     */
                    batch?: string;
                    /**
                     * Format: uuid
                     * @description the plan whose request it repeats or changes
                     */
                    derivedFrom?: string;
                    /**
                     * @description resolved: of the changed request, beginning from the earlier plan; recomputed: of the same request
                     * @enum {string}
                     */
                    derivation?: "resolved" | "recomputed";
                    /** @description what became of the earlier plan as a start */
                    warmStart?: {
                        /** @description whether the solve begins from anything of the earlier plan */
                        used: boolean;
                        /** @description what was taken over: heats, operations, orders, loads, rounds */
                        entries: number;
                        /** @description what was left out, by its place in the warm start as the earlier plan gives it; at most 50 of them */
                        left: {
                            pointer: string;
                            rule: string;
                            message: string;
                        }[];
                        /** @description all of them */
                        leftCount: number;
                    };
                    catalog?: {
                        /** @description of the reference, in the request as it came */
                        pointer: string;
                        type: string;
                        id: string;
                        version: number;
                        /** @description SHA-256 of kind, part and body, keys in order */
                        hash: string;
                    }[];
                    /** @description SHA-256 of the request with its defaults filled in, keys in order */
                    requestHash: string;
                    /** @description version of takt that took the request */
                    codeVersion: string;
                    error?: {
                        code: string;
                        title: string;
                        message: string;
                    };
                };
                /** @description path of the plan */
                href: string;
            };
        } | {
            /** @constant */
            type: "webhook.test";
            /** Format: date-time */
            timestamp: string;
            data: {
                /** Format: uuid */
                webhookId: string;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listPlans: {
        parameters: {
            query?: {
                /** @description only plans in one of these states */
                state?: ("queued" | "running" | "succeeded" | "cancelled" | "expired" | "failed")[];
                /** @description only plans of one of these kinds */
                kind?: ("melt" | "techcard" | "reorder" | "dispatch" | "repair")[];
                /** @description only ended plans for which one of these was found */
                found?: ("optimal" | "feasible" | "infeasible" | "unbounded" | "unknown")[];
                /** @description `key:value`: only plans with all of these tags */
                tag?: string[];
                /** @description only plans of this batch */
                batch?: string;
                /** @description only plans made from this one */
                derivedFrom?: string;
                /** @description only plans kept after this instant */
                createdAfter?: string;
                /** @description only plans kept before this instant */
                createdBefore?: string;
                /** @description plans on a page */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanList"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPlan: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `wait=N`: answer as soon as the plan has ended, after N seconds at the latest (at most 60)
                 * @example wait=10
                 */
                Prefer?: string;
                /** @description a name for this request: sent again under it, it gives what it gave before */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanRequest"];
            };
        };
        responses: {
            /** @description the plan; ended */
            200: {
                headers: {
                    /** @description the wait that was granted */
                    "Preference-Applied"?: string;
                    /** @description `true`: where a key was sent: it was kept before under that key */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description the plan as it is; not ended yet */
            202: {
                headers: {
                    /** @description the wait that was granted */
                    "Preference-Applied"?: string;
                    /** @description `true`: where a key was sent: it was kept before under that key */
                    "Idempotency-Replayed"?: string;
                    /** @description where to ask for it */
                    Location?: string;
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit; `malformed-json`: The body is not JSON; `invalid-request`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `inconsistent-request`: The request contradicts itself; `idempotency-mismatch`: The idempotency key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests; `tenant-limit`: The limit of the tenant is reached */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping; `queue-full`: The solver queue is full */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlan: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `wait=N`: answer as soon as the plan has ended, after N seconds at the latest (at most 60)
                 * @example wait=10
                 */
                Prefer?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the plan */
            200: {
                headers: {
                    /** @description the wait that was granted */
                    "Preference-Applied"?: string;
                    /** @description `true`: where a key was sent: it was kept before under that key */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plan-not-found`: There is no plan with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stopPlan: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `wait=N`: answer as soon as the plan has ended, after N seconds at the latest (at most 60)
                 * @example wait=10
                 */
                Prefer?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the plan; ended */
            200: {
                headers: {
                    /** @description the wait that was granted */
                    "Preference-Applied"?: string;
                    /** @description `true`: where a key was sent: it was kept before under that key */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description the plan as it is; not ended yet */
            202: {
                headers: {
                    /** @description the wait that was granted */
                    "Preference-Applied"?: string;
                    /** @description `true`: where a key was sent: it was kept before under that key */
                    "Idempotency-Replayed"?: string;
                    /** @description where to ask for it */
                    Location?: string;
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plan-not-found`: There is no plan with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plan-ended`: The plan's state forbids it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followPlan: {
        parameters: {
            query?: never;
            header?: {
                "Last-Event-ID"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the stream; each `data` line is a PlanEvent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["PlanEvent"];
                };
            };
            /** @description the plan has ended and there is nothing after Last-Event-ID */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plan-not-found`: There is no plan with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping; `too-many-streams`: Too many event streams are open */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPrograms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description by oven */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Programs"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plan-not-found`: There is no plan with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvePrograms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "by": "M. Ivanova"
                 *     }
                 */
                "application/json": components["schemas"]["Approval"];
            };
        };
        responses: {
            /** @description approved */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approved"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit; `malformed-json`: The body is not JSON; `invalid-request`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plan-not-found`: There is no plan with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `inconsistent-request`: The request contradicts itself */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportOutcome: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "option": "fewest-changes",
                 *       "success": true,
                 *       "recoveryMinutes": 45,
                 *       "loss": 12000,
                 *       "quality": 80
                 *     }
                 */
                "application/json": components["schemas"]["OutcomeReport"];
            };
        };
        responses: {
            /** @description it was reported before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            /** @description kept */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit; `malformed-json`: The body is not JSON; `invalid-request`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plan-not-found`: There is no plan with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `outcome-not-taken`: The plan is not one that takes an outcome, or not yet; `outcome-exists`: The plan has another outcome already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `inconsistent-request`: The request contradicts itself */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOutcomes: {
        parameters: {
            query?: {
                /** @description outcomes in the answer */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the newest */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutcomeList"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    validatePlan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanRequest"];
            };
        };
        responses: {
            /** @description it fits */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Validated"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit; `malformed-json`: The body is not JSON; `invalid-request`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `inconsistent-request`: The request contradicts itself */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    solve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "melt" | "techcard" | "reorder" | "dispatch" | "repair";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanRequest"] | {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description what was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SolveAnswer"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit; `malformed-json`: The body is not JSON; `invalid-request`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing under this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `inconsistent-request`: The request contradicts itself */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests; `tenant-limit`: The limit of the tenant is reached */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt; `crashed-solver`: The solver process died on this request; `failed-check`: The plan did not pass the independent check */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping; `queue-full`: The solver queue is full */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the kinds */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kinds"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description only such changes */
                action?: "plan.kept" | "plan.stopped" | "plan.approved" | "programs.refused" | "hold.made" | "hold.released" | "batch.kept" | "batch.stopped" | "outcome.reported" | "catalog.put" | "catalog.withdrawn" | "webhook.made" | "webhook.changed" | "webhook.deleted" | "key.made" | "key.revoked" | "limits.set" | "site.assigned";
                /** @description entries on a page */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntries"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCatalog: {
        parameters: {
            query?: {
                /** @description only ids that hold this text */
                text?: string;
                /** @description only parts of this plan kind */
                kind?: string;
                /** @description only this part of its model */
                part?: string;
                /** @description true: those that were withdrawn, in place of the others */
                withdrawn?: boolean;
                /** @description entries on a page */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                type: "techcards" | "furnaces" | "recipes" | "fleets";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogList"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing under this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCatalogItem: {
        parameters: {
            query?: {
                /** @description absent: the newest */
                version?: number;
            };
            header?: {
                /** @description `"<version>"`: answered 304 while that is the one */
                "If-None-Match"?: string;
            };
            path: {
                type: "techcards" | "furnaces" | "recipes" | "fleets";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the version */
            200: {
                headers: {
                    /** @description `"<version>"` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogItem"];
                };
            };
            /** @description the version is the one of If-None-Match */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing under this address; `catalog-not-found`: There is no such catalog item */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putCatalogItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description `"<version>"`: only while that is the newest one; `*`: only where there is one */
                "If-Match"?: string;
                /** @description `*`: only where there is none */
                "If-None-Match"?: string;
            };
            path: {
                type: "techcards" | "furnaces" | "recipes" | "fleets";
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "melt",
                 *       "part": "furnace",
                 *       "body": {
                 *         "id": "induction-1",
                 *         "leastMass": 700,
                 *         "greatestMass": 1000,
                 *         "powerKw": 900,
                 *         "heatMinutes": 55,
                 *         "heatKwh": 620
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["CatalogInput"];
            };
        };
        responses: {
            /** @description the newest version is the same */
            200: {
                headers: {
                    /** @description `"<version>"` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogVersion"];
                };
            };
            /** @description a new version */
            201: {
                headers: {
                    /** @description `"<version>"` */
                    ETag?: string;
                    /** @description of this version */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogVersion"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit; `malformed-json`: The body is not JSON; `invalid-request`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing under this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `catalog-conflict`: The catalog item has changed meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `inconsistent-request`: The request contradicts itself */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawCatalogItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description `"<version>"`: only while that is the newest one; `*`: only where there is one */
                "If-Match"?: string;
            };
            path: {
                type: "techcards" | "furnaces" | "recipes" | "fleets";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the version that withdraws it */
            200: {
                headers: {
                    /** @description `"<version>"` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogVersion"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing under this address; `catalog-not-found`: There is no such catalog item */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `catalog-conflict`: The catalog item has changed meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCatalogVersions: {
        parameters: {
            query?: {
                /** @description entries on a page */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                type: "techcards" | "furnaces" | "recipes" | "fleets";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogVersions"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing under this address; `catalog-not-found`: There is no such catalog item */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEquipment: {
        parameters: {
            query?: {
                /** @description only ovens of this site */
                site?: string;
                /** @description only ovens of this name */
                oven?: string;
                /** @description only ovens whose last sent command is in one of these */
                state?: ("planned" | "approved" | "sent" | "accepted" | "applied" | "verified" | "rejected" | "expired" | "superseded" | "timed-out" | "late-applied" | "verify-failed")[];
                /** @description ovens on a page */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EquipmentList"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOven: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                oven: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the oven */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Oven"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `equipment-not-found`: There is no such site or oven */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOvenHistory: {
        parameters: {
            query?: {
                /** @description only changes after this instant */
                after?: string;
                /** @description only changes before this instant */
                before?: string;
                /** @description changes on a page */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                site: string;
                oven: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OvenHistory"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `equipment-not-found`: There is no such site or oven */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOvenReadings: {
        parameters: {
            query?: {
                /** @description begin of the chart; default eight hours before `to` */
                from?: string;
                /** @description its end, at most 92 days later; default now */
                to?: string;
                /** @description intervals, for each tag */
                points?: number;
            };
            header?: never;
            path: {
                site: string;
                oven: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description by tag */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OvenReadings"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `equipment-not-found`: There is no such site or oven */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followEquipment: {
        parameters: {
            query?: {
                /** @description only ovens of this site */
                site?: string;
                /** @description only ovens of this name */
                oven?: string;
            };
            header?: {
                "Last-Event-ID"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the stream; it does not end by itself */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["CommandChange"] | components["schemas"]["OvenReport"] | components["schemas"]["Hold"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `equipment-not-found`: There is no such site or oven */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping; `too-many-streams`: Too many event streams are open */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listHolds: {
        parameters: {
            query?: {
                /** @description only those that hold, or only those that were released */
                active?: boolean;
                /** @description holds on a page */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldList"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createHold: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "site": "works",
                 *       "reason": "smoke in hall 2",
                 *       "by": "M. Ivanova"
                 *     }
                 */
                "application/json": components["schemas"]["HoldInput"];
            };
        };
        responses: {
            /** @description it holds */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewHold"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit; `malformed-json`: The body is not JSON; `invalid-request`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `equipment-not-found`: There is no such site or oven */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `inconsistent-request`: The request contradicts itself */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseHold: {
        parameters: {
            query: {
                /** @description who releases; kept */
                by: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description released */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `hold-not-found`: There is no hold with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explainPlan: {
        parameters: {
            query?: {
                /** @description time for solves of changed requests */
                timeMs?: number;
            };
            header?: {
                /**
                 * @description `wait=N`: answer as soon as the plan has ended, after N seconds at the latest (at most 60)
                 * @example wait=10
                 */
                Prefer?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the explanation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanExplanation"];
                };
            };
            /** @description it is being computed */
            202: {
                headers: {
                    /** @description where to ask for it */
                    Location?: string;
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingExplanation"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plan-not-found`: There is no plan with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plan-not-ended`: The plan has not ended yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt; `crashed-solver`: The solver process died on this request */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description a name for this request: sent again under it, it gives what it gave before */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "plans": [
                 *         {
                 *           "kind": "melt",
                 *           "budget": {
                 *             "timeMs": 5000,
                 *             "seed": 1
                 *           },
                 *           "problem": {
                 *             "massUnit": "kg",
                 *             "lines": [
                 *               {
                 *                 "id": "L01",
                 *                 "casting": "Bogie side frame",
                 *                 "grade": "20GL",
                 *                 "pieceMass": 412,
                 *                 "quantity": 36
                 *               },
                 *               {
                 *                 "id": "L02",
                 *                 "casting": "Bogie bolster",
                 *                 "grade": "20GL",
                 *                 "pieceMass": 538,
                 *                 "quantity": 22
                 *               },
                 *               {
                 *                 "id": "L03",
                 *                 "casting": "Automatic coupler body",
                 *                 "grade": "20GL",
                 *                 "pieceMass": 186,
                 *                 "quantity": 48
                 *               },
                 *               {
                 *                 "id": "L04",
                 *                 "casting": "Draft gear housing",
                 *                 "grade": "20GL",
                 *                 "pieceMass": 118.5,
                 *                 "quantity": 30
                 *               },
                 *               {
                 *                 "id": "L05",
                 *                 "casting": "Axle box",
                 *                 "grade": "20GL",
                 *                 "pieceMass": 94,
                 *                 "quantity": 52
                 *               },
                 *               {
                 *                 "id": "L06",
                 *                 "casting": "Spring seat",
                 *                 "grade": "20GL",
                 *                 "pieceMass": 23.6,
                 *                 "quantity": 90
                 *               },
                 *               {
                 *                 "id": "L07",
                 *                 "casting": "Wedge",
                 *                 "grade": "20GL",
                 *                 "pieceMass": 11.2,
                 *                 "quantity": 120
                 *               },
                 *               {
                 *                 "id": "L08",
                 *                 "casting": "Centre plate",
                 *                 "grade": "20GL",
                 *                 "pieceMass": 64.8,
                 *                 "quantity": 40
                 *               },
                 *               {
                 *                 "id": "L09",
                 *                 "casting": "Excavator tooth",
                 *                 "grade": "20GL",
                 *                 "pieceMass": 38.4,
                 *                 "quantity": 75
                 *               },
                 *               {
                 *                 "id": "L10",
                 *                 "casting": "Track link",
                 *                 "grade": "20GL",
                 *                 "pieceMass": 27.5,
                 *                 "quantity": 140
                 *               },
                 *               {
                 *                 "id": "L11",
                 *                 "casting": "Gate valve body DN300",
                 *                 "grade": "25L",
                 *                 "pieceMass": 342,
                 *                 "quantity": 14
                 *               },
                 *               {
                 *                 "id": "L12",
                 *                 "casting": "Gate valve body DN200",
                 *                 "grade": "25L",
                 *                 "pieceMass": 168,
                 *                 "quantity": 26
                 *               },
                 *               {
                 *                 "id": "L13",
                 *                 "casting": "Gate valve cover DN300",
                 *                 "grade": "25L",
                 *                 "pieceMass": 121,
                 *                 "quantity": 14
                 *               },
                 *               {
                 *                 "id": "L14",
                 *                 "casting": "Gate valve cover DN200",
                 *                 "grade": "25L",
                 *                 "pieceMass": 62.5,
                 *                 "quantity": 26
                 *               },
                 *               {
                 *                 "id": "L15",
                 *                 "casting": "Pump casing",
                 *                 "grade": "25L",
                 *                 "pieceMass": 286,
                 *                 "quantity": 9
                 *               },
                 *               {
                 *                 "id": "L16",
                 *                 "casting": "Bearing housing",
                 *                 "grade": "25L",
                 *                 "pieceMass": 74.2,
                 *                 "quantity": 34
                 *               },
                 *               {
                 *                 "id": "L17",
                 *                 "casting": "Gear blank 900",
                 *                 "grade": "25L",
                 *                 "pieceMass": 1240,
                 *                 "quantity": 4
                 *               },
                 *               {
                 *                 "id": "L18",
                 *                 "casting": "Gear blank 640",
                 *                 "grade": "25L",
                 *                 "pieceMass": 615,
                 *                 "quantity": 7
                 *               },
                 *               {
                 *                 "id": "L19",
                 *                 "casting": "Crane wheel",
                 *                 "grade": "25L",
                 *                 "pieceMass": 208,
                 *                 "quantity": 18
                 *               },
                 *               {
                 *                 "id": "L20",
                 *                 "casting": "Flange DN400",
                 *                 "grade": "25L",
                 *                 "pieceMass": 88,
                 *                 "quantity": 22
                 *               },
                 *               {
                 *                 "id": "L21",
                 *                 "casting": "Bracket",
                 *                 "grade": "25L",
                 *                 "pieceMass": 16.4,
                 *                 "quantity": 85
                 *               },
                 *               {
                 *                 "id": "L22",
                 *                 "casting": "Lever",
                 *                 "grade": "25L",
                 *                 "pieceMass": 9.3,
                 *                 "quantity": 110
                 *               },
                 *               {
                 *                 "id": "L23",
                 *                 "casting": "Ladle trunnion",
                 *                 "grade": "35L",
                 *                 "pieceMass": 455,
                 *                 "quantity": 6
                 *               },
                 *               {
                 *                 "id": "L24",
                 *                 "casting": "Mill roll chock",
                 *                 "grade": "35L",
                 *                 "pieceMass": 1860,
                 *                 "quantity": 3,
                 *                 "priority": 3
                 *               },
                 *               {
                 *                 "id": "L25",
                 *                 "casting": "Press frame half",
                 *                 "grade": "35L",
                 *                 "pieceMass": 2650,
                 *                 "quantity": 2,
                 *                 "priority": 3,
                 *                 "furnaces": [
                 *                   "EAF-6"
                 *                 ]
                 *               },
                 *               {
                 *                 "id": "L26",
                 *                 "casting": "Rope sheave",
                 *                 "grade": "35L",
                 *                 "pieceMass": 322,
                 *                 "quantity": 12
                 *               },
                 *               {
                 *                 "id": "L27",
                 *                 "casting": "Coupling half",
                 *                 "grade": "35L",
                 *                 "pieceMass": 97.6,
                 *                 "quantity": 28
                 *               },
                 *               {
                 *                 "id": "L28",
                 *                 "casting": "Brake drum",
                 *                 "grade": "35L",
                 *                 "pieceMass": 134,
                 *                 "quantity": 20
                 *               },
                 *               {
                 *                 "id": "L29",
                 *                 "casting": "Sprocket",
                 *                 "grade": "35L",
                 *                 "pieceMass": 45.2,
                 *                 "quantity": 44
                 *               },
                 *               {
                 *                 "id": "L30",
                 *                 "casting": "Foundation plate",
                 *                 "grade": "35L",
                 *                 "pieceMass": 71,
                 *                 "quantity": 30
                 *               },
                 *               {
                 *                 "id": "L31",
                 *                 "casting": "Impeller",
                 *                 "grade": "12H18N9TL",
                 *                 "pieceMass": 58.6,
                 *                 "quantity": 12,
                 *                 "priority": 2
                 *               },
                 *               {
                 *                 "id": "L32",
                 *                 "casting": "Valve disc",
                 *                 "grade": "12H18N9TL",
                 *                 "pieceMass": 21.4,
                 *                 "quantity": 26
                 *               },
                 *               {
                 *                 "id": "L33",
                 *                 "casting": "Pump volute",
                 *                 "grade": "12H18N9TL",
                 *                 "pieceMass": 146,
                 *                 "quantity": 6,
                 *                 "priority": 2
                 *               },
                 *               {
                 *                 "id": "L34",
                 *                 "casting": "Guide vane",
                 *                 "grade": "12H18N9TL",
                 *                 "pieceMass": 7.8,
                 *                 "quantity": 48
                 *               },
                 *               {
                 *                 "id": "N01",
                 *                 "casting": "Bogie side frame, next week",
                 *                 "grade": "20GL",
                 *                 "pieceMass": 412,
                 *                 "quantity": 12,
                 *                 "period": 1
                 *               },
                 *               {
                 *                 "id": "N02",
                 *                 "casting": "Track link, next week",
                 *                 "grade": "20GL",
                 *                 "pieceMass": 27.5,
                 *                 "quantity": 80,
                 *                 "period": 1
                 *               },
                 *               {
                 *                 "id": "N03",
                 *                 "casting": "Gate valve body DN200, next week",
                 *                 "grade": "25L",
                 *                 "pieceMass": 168,
                 *                 "quantity": 12,
                 *                 "period": 1
                 *               },
                 *               {
                 *                 "id": "N04",
                 *                 "casting": "Lever, next week",
                 *                 "grade": "25L",
                 *                 "pieceMass": 9.3,
                 *                 "quantity": 60,
                 *                 "period": 1
                 *               },
                 *               {
                 *                 "id": "N05",
                 *                 "casting": "Brake drum, next week",
                 *                 "grade": "35L",
                 *                 "pieceMass": 134,
                 *                 "quantity": 10,
                 *                 "period": 1
                 *               },
                 *               {
                 *                 "id": "N06",
                 *                 "casting": "Sprocket, next week",
                 *                 "grade": "35L",
                 *                 "pieceMass": 45.2,
                 *                 "quantity": 20,
                 *                 "period": 1
                 *               },
                 *               {
                 *                 "id": "N07",
                 *                 "casting": "Valve disc, next week",
                 *                 "grade": "12H18N9TL",
                 *                 "pieceMass": 21.4,
                 *                 "quantity": 14,
                 *                 "period": 1
                 *               },
                 *               {
                 *                 "id": "N08",
                 *                 "casting": "Bracket, next week",
                 *                 "grade": "25L",
                 *                 "pieceMass": 16.4,
                 *                 "quantity": 40,
                 *                 "period": 1
                 *               }
                 *             ],
                 *             "furnaces": [
                 *               {
                 *                 "id": "EAF-6",
                 *                 "leastMass": 4600,
                 *                 "greatestMass": 6000,
                 *                 "mostHeats": 12,
                 *                 "grades": [
                 *                   "20GL",
                 *                   "25L",
                 *                   "35L"
                 *                 ],
                 *                 "powerKw": 2600,
                 *                 "heatMinutes": 110,
                 *                 "heatKwh": 3300,
                 *                 "coldStartKwh": 900
                 *               },
                 *               {
                 *                 "id": "EAF-3",
                 *                 "leastMass": 2200,
                 *                 "greatestMass": 3000,
                 *                 "mostHeats": 14,
                 *                 "powerKw": 1500,
                 *                 "heatMinutes": 90,
                 *                 "heatKwh": 1750,
                 *                 "coldStartKwh": 520
                 *               },
                 *               {
                 *                 "id": "IND-1",
                 *                 "leastMass": 500,
                 *                 "greatestMass": 1000,
                 *                 "mostHeats": 30,
                 *                 "powerKw": 650,
                 *                 "heatMinutes": 75,
                 *                 "heatKwh": 640,
                 *                 "coldStartKwh": 110
                 *               }
                 *             ],
                 *             "grades": [
                 *               {
                 *                 "id": "20GL"
                 *               },
                 *               {
                 *                 "id": "25L"
                 *               },
                 *               {
                 *                 "id": "35L"
                 *               },
                 *               {
                 *                 "id": "12H18N9TL",
                 *                 "mostHeats": 5
                 *               }
                 *             ],
                 *             "powerGroups": [
                 *               {
                 *                 "id": "cable-1",
                 *                 "furnaces": [
                 *                   "EAF-6",
                 *                   "EAF-3",
                 *                   "IND-1"
                 *                 ],
                 *                 "limitKw": 3600
                 *               }
                 *             ],
                 *             "calendar": {
                 *               "timeZone": "Europe/Moscow",
                 *               "shifts": [
                 *                 {
                 *                   "id": "day",
                 *                   "start": "07:00",
                 *                   "end": "15:00"
                 *                 },
                 *                 {
                 *                   "id": "evening",
                 *                   "start": "15:00",
                 *                   "end": "23:00"
                 *                 }
                 *               ],
                 *               "days": [
                 *                 {
                 *                   "date": "2026-11-23"
                 *                 },
                 *                 {
                 *                   "date": "2026-11-24"
                 *                 },
                 *                 {
                 *                   "date": "2026-11-25"
                 *                 },
                 *                 {
                 *                   "date": "2026-11-26"
                 *                 },
                 *                 {
                 *                   "date": "2026-11-27"
                 *                 }
                 *               ]
                 *             },
                 *             "fill": "top-up",
                 *             "spread": {
                 *               "preference": "even"
                 *             }
                 *           },
                 *           "tags": {
                 *             "shop": "steel",
                 *             "week": "2026-W48"
                 *           }
                 *         }
                 *       ],
                 *       "tags": {
                 *         "week": "48"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["BatchRequest"];
            };
        };
        responses: {
            /** @description the batch; all have ended */
            200: {
                headers: {
                    /** @description `true`: where a key was sent: it was kept before under that key */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description the batch as it is; not all have ended */
            202: {
                headers: {
                    /** @description `true`: where a key was sent: it was kept before under that key */
                    "Idempotency-Replayed"?: string;
                    /** @description where to ask for it */
                    Location?: string;
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit; `malformed-json`: The body is not JSON; `invalid-request`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `inconsistent-request`: The request contradicts itself; `idempotency-mismatch`: The idempotency key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests; `tenant-limit`: The limit of the tenant is reached */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping; `queue-full`: The solver queue is full */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the batch */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `batch-not-found`: There is no batch with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stopBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the batch; all have ended */
            200: {
                headers: {
                    /** @description `true`: where a key was sent: it was kept before under that key */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description the batch as it is; not all have ended */
            202: {
                headers: {
                    /** @description `true`: where a key was sent: it was kept before under that key */
                    "Idempotency-Replayed"?: string;
                    /** @description where to ask for it */
                    Location?: string;
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `batch-not-found`: There is no batch with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followBatch: {
        parameters: {
            query?: never;
            header?: {
                "Last-Event-ID"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the stream; each `data` line is a Batch */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Batch"];
                };
            };
            /** @description all have ended and there is nothing after Last-Event-ID */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `batch-not-found`: There is no batch with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the plan-request */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanRequest"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plan-not-found`: There is no plan with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolvePlan: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `wait=N`: answer as soon as the plan has ended, after N seconds at the latest (at most 60)
                 * @example wait=10
                 */
                Prefer?: string;
                /** @description a name for this request: sent again under it, it gives what it gave before */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "changes": [
                 *         {
                 *           "op": "replace",
                 *           "path": "/problem/lines/0/quantity",
                 *           "value": 12
                 *         }
                 *       ],
                 *       "keepWarmStart": true
                 *     }
                 */
                "application/json": components["schemas"]["ResolveRequest"];
            };
        };
        responses: {
            /** @description the plan; ended */
            200: {
                headers: {
                    /** @description the wait that was granted */
                    "Preference-Applied"?: string;
                    /** @description `true`: where a key was sent: it was kept before under that key */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description the plan as it is; not ended yet */
            202: {
                headers: {
                    /** @description the wait that was granted */
                    "Preference-Applied"?: string;
                    /** @description `true`: where a key was sent: it was kept before under that key */
                    "Idempotency-Replayed"?: string;
                    /** @description where to ask for it */
                    Location?: string;
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit; `malformed-json`: The body is not JSON; `invalid-request`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plan-not-found`: There is no plan with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `inconsistent-request`: The request contradicts itself; `idempotency-mismatch`: The idempotency key belongs to another request; `patch-conflict`: The changes do not fit the request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests; `tenant-limit`: The limit of the tenant is reached */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping; `queue-full`: The solver queue is full */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recomputePlan: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `wait=N`: answer as soon as the plan has ended, after N seconds at the latest (at most 60)
                 * @example wait=10
                 */
                Prefer?: string;
                /** @description a name for this request: sent again under it, it gives what it gave before */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "anyVersion": false
                 *     }
                 */
                "application/json": components["schemas"]["RecomputeRequest"];
            };
        };
        responses: {
            /** @description the plan; ended */
            200: {
                headers: {
                    /** @description the wait that was granted */
                    "Preference-Applied"?: string;
                    /** @description `true`: where a key was sent: it was kept before under that key */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description the plan as it is; not ended yet */
            202: {
                headers: {
                    /** @description the wait that was granted */
                    "Preference-Applied"?: string;
                    /** @description `true`: where a key was sent: it was kept before under that key */
                    "Idempotency-Replayed"?: string;
                    /** @description where to ask for it */
                    Location?: string;
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit; `malformed-json`: The body is not JSON; `invalid-request`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plan-not-found`: There is no plan with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `other-version`: The plan was made by another version of takt */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `inconsistent-request`: The request contradicts itself; `idempotency-mismatch`: The idempotency key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests; `tenant-limit`: The limit of the tenant is reached */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping; `queue-full`: The solver queue is full */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of the tenant */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.com/takt"
                 *     }
                 */
                "application/json": components["schemas"]["WebhookInput"];
            };
        };
        responses: {
            /** @description kept */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewWebhook"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit; `malformed-json`: The body is not JSON; `invalid-request`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `inconsistent-request`: The request contradicts itself; `forbidden-address`: The address may not be called */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests; `tenant-limit`: The limit of the tenant is reached */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the webhook */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook-not-found`: There is no webhook with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook-not-found`: There is no webhook with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the new secret */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewSecret"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook-not-found`: There is no webhook with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description what came, be it a refusal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook-not-found`: There is no webhook with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description deliveries on a page */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook-not-found`: There is no webhook with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it waits */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description `invalid-parameter`: A parameter or header does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Nobody known is asking */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook-not-found`: There is no webhook with this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook-disabled`: The webhook is disabled */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body must be application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong inside takt */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unavailable`: The issuer of tokens cannot be reached; `database-unavailable`: The database cannot be reached; `shutting-down`: The service is stopping */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description it is not; `parts` says why */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
}
